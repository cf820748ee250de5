/** How a process of the distributed form starts, and which message and exit code it gives when it cannot. */
@NullMarked
package org.lungburden.process;

import org.jspecify.annotations.NullMarked;
