/**
 * Judges a scan and the lungs found in it: pure kernels that refuse the impossible and note the doubtful. The limits and
 * the data behind them are in docs/quality.md.
 */
@NullMarked
package org.lungburden.quality;

import org.jspecify.annotations.NullMarked;
