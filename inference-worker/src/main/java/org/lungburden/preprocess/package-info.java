/**
 * From the scan to the network's grid: pure kernels. The training pipeline does the same in Python, and tests compare
 * both with a stored fixture. A change here changes the model's input.
 */
@NullMarked
package org.lungburden.preprocess;

import org.jspecify.annotations.NullMarked;
