package org.lungburden.api.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.revision.Agreements.Corrected;
import org.lungburden.result.Decimals;
import org.lungburden.statistics.BlandAltman;
import org.lungburden.statistics.Confusion;
import org.lungburden.statistics.Correlation;
import org.lungburden.statistics.Summary;

/**
 * Automatic against corrected results as clients read them. A figure that cannot be computed of so few values is absent.
 *
 * @param complete whether these are all corrected jobs that were asked for
 * @param uncounted how many have no Dice, since a version that did not count voxels saved their revision
 */
record AgreementView(
        int compared, boolean complete, int uncounted, List<Study> studies, List<Agreeing> measures, String notice) {
    static final String NOTICE = "This is no validation: those who correct see the automatic outlines first. For one,"
            + " compare outlines that were drawn blind with lungburden cohort --reference.";

    static AgreementView of(List<Corrected> corrected, boolean complete, String base) {
        return new AgreementView(
                corrected.size(),
                complete,
                (int) corrected.stream().filter(each -> each.voxels() == null).count(),
                corrected.stream().map(each -> Study.of(each, base)).toList(),
                List.of(Measure.values()).stream()
                        .map(measure -> Agreeing.of(measure, corrected))
                        .toList(),
                NOTICE);
    }

    /** A job, and what its revision changed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Study(
            UUID job,
            @Nullable String reference,
            @Nullable String batch,
            Instant createdAt,
            int revision,
            boolean accepted,
            List<Pair> measures,
            String result) {
        private static Study of(Corrected corrected, String base) {
            return new Study(
                    corrected.job(),
                    corrected.reference(),
                    corrected.batch(),
                    corrected.createdAt(),
                    corrected.revision(),
                    corrected.accepted(),
                    List.of(Measure.values()).stream()
                            .map(measure -> Pair.of(measure, corrected))
                            .toList(),
                    base + "/v1/jobs/" + corrected.job() + "/revisions/" + corrected.revision() + "/result");
        }
    }

    /**
     * One measure of one job.
     *
     * @param difference automatic minus corrected
     * @param dice absent for a share, where neither side has the label, and where no voxels were counted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pair(
            String measure,
            String unit,
            double automatic,
            double corrected,
            double difference,
            @Nullable Double dice) {
        private static Pair of(Measure measure, Corrected corrected) {
            double automatic = measure.of(corrected.automatic());
            double by = measure.of(corrected.corrected());
            return new Pair(
                    measure.column(),
                    measure.unit(),
                    Decimals.three(automatic),
                    Decimals.three(by),
                    Decimals.three(automatic - by),
                    diceOf(measure, corrected));
        }
    }

    private static @Nullable Double diceOf(Measure measure, Corrected corrected) {
        Confusion voxels = corrected.voxels();
        return voxels == null || measure.labels().isEmpty()
                ? null
                : voxels.dice(measure.labels()).value();
    }

    /** One measure over all jobs; differences are automatic minus corrected. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Agreeing(
            String measure,
            String unit,
            int n,
            @Nullable DiceSpread dice,
            @Nullable Correlation pearson,
            @Nullable Correlation spearman,
            @Nullable BlandAltman blandAltman) {
        private static Agreeing of(Measure measure, List<Corrected> corrected) {
            double[] automatic = corrected.stream()
                    .mapToDouble(each -> measure.of(each.automatic()))
                    .toArray();
            double[] by = corrected.stream()
                    .mapToDouble(each -> measure.of(each.corrected()))
                    .toArray();
            return new Agreeing(
                    measure.column(),
                    measure.unit(),
                    corrected.size(),
                    dices(measure, corrected),
                    Correlation.pearson(automatic, by).value(),
                    Correlation.spearman(automatic, by).value(),
                    BlandAltman.of(automatic, by).value());
        }

        private static @Nullable DiceSpread dices(Measure measure, List<Corrected> corrected) {
            List<Double> dices = new ArrayList<>();
            for (Corrected each : corrected) {
                Double dice = diceOf(measure, each);
                if (dice != null) {
                    dices.add(dice);
                }
            }
            return DiceSpread.of(dices.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    /** Position and spread of Dice over the jobs where either side has the label; no spread of one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DiceSpread(
            int n,
            double min,
            double q1,
            double median,
            double q3,
            double max,
            double mean,
            @Nullable Double sd) {
        private static @Nullable DiceSpread of(double[] dices) {
            Summary summary = Summary.of(dices).value();
            return summary == null
                    ? null
                    : new DiceSpread(
                            summary.n(),
                            summary.min(),
                            summary.q1(),
                            summary.median(),
                            summary.q3(),
                            summary.max(),
                            summary.mean(),
                            summary.sd().value());
        }
    }
}
