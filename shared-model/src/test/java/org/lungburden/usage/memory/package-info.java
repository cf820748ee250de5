/** The use of callers without a database, for tests. */
@NullMarked
package org.lungburden.usage.memory;

import org.jspecify.annotations.NullMarked;
