package org.lungburden.api.subjects;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.followup.Comparison;
import org.lungburden.followup.Measured.Range;
import org.lungburden.result.Decimals;
import org.lungburden.result.ResultDocument;

/** A timeline as clients read it. */
record TimelineView(String subject, boolean complete, List<Scan> scans, String notice) {

    static TimelineView of(String subject, Timeline timeline, String base) {
        return new TimelineView(
                subject,
                timeline.complete(),
                timeline.points().stream().map(point -> Scan.of(point, base)).toList(),
                ResultDocument.NOTICE);
    }

    /**
     * @param day of the scan, or of the submit: see {@code dayOf}
     * @param rangeMl where the opacity lies likely; absent where the result has no range
     * @param lungMassG absent with contrast medium
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Scan(
            UUID job,
            @Nullable String reference,
            LocalDate day,
            String dayOf,
            Instant createdAt,
            double opacityMl,
            @Nullable List<Double> rangeMl,
            double burdenPercent,
            @Nullable List<Double> rangePercent,
            double groundGlassMl,
            double highOpacityMl,
            double lungMl,
            @Nullable Double lungMassG,
            double thicknessMm,
            @Nullable String kernel,
            String contrastEnhanced,
            String model,
            @Nullable String reader,
            List<String> notes,
            @Nullable Beside toPrevious,
            @Nullable Beside toFirst,
            String result) {

        private static Scan of(Timeline.Point point, String base) {
            TimelineScan scan = point.scan();
            ResultDocument.Measured result = scan.result();
            ResultDocument.Aeration aeration = result.aeration();
            return new Scan(
                    scan.job().id(),
                    scan.job().reference(),
                    scan.day(),
                    scan.dayIsOfTheScan() ? "SCAN" : "SUBMIT",
                    scan.job().createdAt(),
                    result.volumesMl().pneumonia(),
                    ends(scan.measured().range()),
                    result.burdenPercent().pneumonia(),
                    ends(scan.burdenRange()),
                    result.volumesMl().groundGlass(),
                    result.volumesMl().highOpacity(),
                    result.volumesMl().lung(),
                    aeration == null ? null : aeration.lungMassG(),
                    scan.measured().thicknessMm(),
                    result.study().kernel(),
                    result.study().contrastEnhanced(),
                    result.model().name() + " " + result.model().version(),
                    scan.measured().reader(),
                    result.quality().stream().map(ResultDocument.Quality::code).toList(),
                    Beside.of(point.toPrevious()),
                    Beside.of(point.toFirst()),
                    base + "/v1/jobs/" + scan.job().id() + "/result");
        }

        private static @Nullable List<Double> ends(@Nullable Range range) {
            return range == null ? null : List.of(range.lowMl(), range.highMl());
        }
    }

    /** A scan beside an earlier one. */
    record Beside(
            Comparison.Verdict verdict,
            List<Comparison.Reason> reasons,
            List<Comparison.Reason> unknown,
            double differenceMl,
            double lungDifferencePercent,
            String sentence) {

        private static @Nullable Beside of(@Nullable Comparison comparison) {
            return comparison == null
                    ? null
                    : new Beside(
                            comparison.verdict(),
                            comparison.reasons(),
                            comparison.unknown(),
                            Decimals.three(comparison.differenceMl()),
                            Decimals.three(comparison.lungDifferencePercent()),
                            words(comparison.verdict()));
        }
    }

    static String words(Comparison.Verdict verdict) {
        return switch (verdict) {
            case NOT_COMPARABLE -> "Not comparable: the scans were made or measured in different ways.";
            case DIFFERENT_BREATH -> "Different breath: percentages not comparable.";
            case RANGE_UNKNOWN -> "A result has no range, so a change cannot be told from measurement error.";
            case CHANGED -> "Change beyond measurement error.";
            case NOT_DISTINGUISHABLE -> "Not distinguishable from measurement error.";
        };
    }
}
