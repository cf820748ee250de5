/** The command cohort: reads a table of measured studies, compares masks with a reader's, tells the statistics. */
@NullMarked
package org.lungburden.standalone.cohort;

import org.jspecify.annotations.NullMarked;
