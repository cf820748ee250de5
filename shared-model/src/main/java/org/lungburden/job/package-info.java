/** Jobs: their states, attempts and the port to the store that owns them. */
@NullMarked
package org.lungburden.job;

import org.jspecify.annotations.NullMarked;
