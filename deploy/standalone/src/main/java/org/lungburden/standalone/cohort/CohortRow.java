package org.lungburden.standalone.cohort;

import org.jspecify.annotations.Nullable;

/**
 * A measured study of the table.
 *
 * @param study what the table calls it
 * @param folder of its result, beside the table; null when the table has none
 * @param reference the user's own id; null when there is none
 * @param values by the order of {@link Measure}
 */
record CohortRow(
        String study, @Nullable String folder, @Nullable String reference, double[] values) {
    double value(Measure measure) {
        return values[measure.ordinal()];
    }
}
