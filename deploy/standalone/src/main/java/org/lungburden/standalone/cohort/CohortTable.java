package org.lungburden.standalone.cohort;

import java.util.List;
import java.util.Map;

/**
 * A table as read.
 *
 * @param measured the rows with numbers
 * @param withoutNumbers how many of the others there are, by error code or status
 * @param hasFolders whether the table tells where results lie
 */
record CohortTable(List<CohortRow> measured, Map<String, Integer> withoutNumbers, boolean hasFolders) {
    double[] values(Measure measure) {
        return measured.stream().mapToDouble(row -> row.value(measure)).toArray();
    }

    int refused() {
        return withoutNumbers.values().stream().mapToInt(Integer::intValue).sum();
    }
}
