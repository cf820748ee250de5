/** Statistics of many studies: plain Java on arrays of numbers. {@code docs/measures.md} has the formulas. */
@NullMarked
package org.lungburden.statistics;

import org.jspecify.annotations.NullMarked;
