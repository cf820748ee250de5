/** From the scan to the network's grid: pure kernels. */
@NullMarked
package org.lungburden.preprocess;

import org.jspecify.annotations.NullMarked;
