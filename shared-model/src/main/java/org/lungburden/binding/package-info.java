/** Binds an artifact store to its database, so that the sweep never removes files of another database. */
@NullMarked
package org.lungburden.binding;

import org.jspecify.annotations.NullMarked;
