package org.lungburden.api.bundles;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.bundles.Sample.Quantity;
import org.lungburden.result.ResultDocument;
import org.lungburden.statistics.Figure;
import org.lungburden.statistics.Histogram;
import org.lungburden.statistics.Summary;

/**
 * The statistics of a batch as clients read them.
 *
 * @param jobs how many were looked at
 * @param complete whether these are all jobs of the batch
 * @param withoutNumbers the jobs without result, by error code or status
 * @param burden absent where nothing was measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatisticsView(
        String batch,
        int jobs,
        boolean complete,
        int measured,
        Map<String, Integer> withoutNumbers,
        List<Spread> measures,
        @Nullable Histogram burden,
        String notice) {

    /** A field that cannot be computed of so few values is absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Spread(
            String measure,
            String unit,
            int n,
            @Nullable Double min,
            @Nullable Double q1,
            @Nullable Double median,
            @Nullable Double q3,
            @Nullable Double max,
            @Nullable Double mean,
            @Nullable Double sd) {

        private static Spread of(Quantity quantity, double[] values) {
            return Summary.of(values)
                    .fold(
                            summary -> new Spread(
                                    quantity.column(),
                                    quantity.unit(),
                                    summary.n(),
                                    summary.min(),
                                    summary.q1(),
                                    summary.median(),
                                    summary.q3(),
                                    summary.max(),
                                    summary.mean(),
                                    summary.sd().value()),
                            why -> new Spread(
                                    quantity.column(), quantity.unit(), 0, null, null, null, null, null, null, null));
        }
    }

    static StatisticsView of(String batch, Sample sample, boolean complete) {
        List<Spread> measures = new ArrayList<>();
        Figure<Histogram> burden = Histogram.of();
        for (Quantity quantity : Quantity.values()) {
            double[] values = sample.values(quantity);
            measures.add(Spread.of(quantity, values));
            burden = quantity == Quantity.BURDEN ? Histogram.of(values) : burden;
        }
        return new StatisticsView(
                batch,
                sample.jobs(),
                complete,
                sample.measured(),
                sample.withoutNumbers(),
                measures,
                burden.value(),
                ResultDocument.NOTICE);
    }
}
