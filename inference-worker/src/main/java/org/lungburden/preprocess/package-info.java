/**
 * From the scan to the network's grid: pure kernels. The training pipeline does the same in Python; both agree on a
 * stored fixture, so a change here is a change of the model's input.
 */
@NullMarked
package org.lungburden.preprocess;

import org.jspecify.annotations.NullMarked;
