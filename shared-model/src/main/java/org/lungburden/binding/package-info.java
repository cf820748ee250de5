/** Binds an artifact store to its database, so that nobody else's files are swept. */
@NullMarked
package org.lungburden.binding;

import org.jspecify.annotations.NullMarked;
