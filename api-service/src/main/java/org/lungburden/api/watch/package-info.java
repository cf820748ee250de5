/** Tells those who wait of the changes of jobs. */
@NullMarked
package org.lungburden.api.watch;

import org.jspecify.annotations.NullMarked;
