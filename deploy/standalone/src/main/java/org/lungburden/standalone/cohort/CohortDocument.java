package org.lungburden.standalone.cohort;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.ResultDocument;
import org.lungburden.statistics.BlandAltman;
import org.lungburden.statistics.Correlation;
import org.lungburden.statistics.Figure;
import org.lungburden.statistics.Histogram;
import org.lungburden.statistics.SignedRanks;
import org.lungburden.statistics.Summary;

/**
 * {@code statistics.json}.
 *
 * @param rows of the table
 * @param measured rows with numbers
 * @param withoutNumbers the others, by error code or status
 * @param burden histogram of the opacity in percent of the lung
 * @param agreement null without references
 */
public record CohortDocument(
        String schemaVersion,
        String software,
        int rows,
        int measured,
        Map<String, Integer> withoutNumbers,
        List<Spread> measures,
        Figure<Histogram> burden,
        @Nullable Agreement agreement,
        String notice) {
    static final String SCHEMA_VERSION = "1.0";

    CohortDocument(
            String software,
            CohortTable table,
            List<Spread> measures,
            Figure<Histogram> burden,
            @Nullable Agreement agreement) {
        this(
                SCHEMA_VERSION,
                software,
                table.measured().size() + table.refused(),
                table.measured().size(),
                table.withoutNumbers(),
                measures,
                burden,
                agreement,
                ResultDocument.NOTICE);
    }

    /** @param measure a column of the table */
    public record Spread(String measure, String unit, Figure<Summary> summary) {}

    /** How the masks agree with a reader's. */
    public record Agreement(int compared, List<Missing> notCompared, List<Pair> studies, List<Agreeing> measures) {}

    public record Missing(String study, String reason, String detail) {}

    /** @param dice by measure */
    public record Pair(String study, Map<String, Figure<Double>> dice, Map<String, Compared> values) {}

    /** The same measure of both masks. */
    public record Compared(double result, double reference) {}

    /**
     * Result minus reference.
     *
     * @param dice of the studies where either mask holds the label; null for a share
     */
    public record Agreeing(
            String measure,
            String unit,
            int n,
            @Nullable Figure<Summary> dice,
            Figure<Correlation> spearman,
            Figure<Correlation> pearson,
            Figure<BlandAltman> blandAltman,
            Figure<SignedRanks> signedRanks) {}
}
