/** The report: one page for a physician. */
@NullMarked
package org.lungburden.report.pdf;

import org.jspecify.annotations.NullMarked;
