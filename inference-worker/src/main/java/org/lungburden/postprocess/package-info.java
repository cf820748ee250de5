/** From the network's soft labels to a clean label volume: pure kernels. */
@NullMarked
package org.lungburden.postprocess;

import org.jspecify.annotations.NullMarked;
