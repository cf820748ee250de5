/** How a process of the distributed form starts, and what it says and exits with when it cannot. */
@NullMarked
package org.lungburden.process;

import org.jspecify.annotations.NullMarked;
