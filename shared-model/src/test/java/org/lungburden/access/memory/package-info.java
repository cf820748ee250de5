/** Keys without a database, for tests. */
@NullMarked
package org.lungburden.access.memory;

import org.jspecify.annotations.NullMarked;
