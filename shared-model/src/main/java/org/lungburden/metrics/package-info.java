/** What all processes do with the metrics of libraries. */
@NullMarked
package org.lungburden.metrics;

import org.jspecify.annotations.NullMarked;
