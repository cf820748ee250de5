/** Draws the statistics of a cohort as SVG, for browsers and paper. */
@NullMarked
package org.lungburden.standalone.cohort.plot;

import org.jspecify.annotations.NullMarked;
