package org.lungburden.standalone.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.SeriesOption;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Stage;

/** The part of a job's JSON that the client reads. */
public record JobView(
        String id,
        JobStatus status,
        @Nullable Stage stage,
        double progress,
        @Nullable Fault error) {
    /** Why the job failed. */
    public record Fault(
            String code, String detail, @Nullable List<SeriesOption> candidates) {
        /** One line for people, and one for each series that may be chosen. */
        String text() {
            StringBuilder text = new StringBuilder(code + ": " + detail);
            if (candidates != null) {
                candidates.forEach(series ->
                        text.append(System.lineSeparator()).append("  ").append(line(series)));
            }
            return text.toString();
        }

        private static String line(SeriesOption series) {
            String uid = series.seriesInstanceUid();
            String thickness = series.thicknessMm() == null ? "" : ", " + series.thicknessMm() + " mm";
            return (uid == null ? "without SeriesInstanceUID" : "--series " + uid) + "  (" + series.slices() + " slices"
                    + thickness + ", " + series.reason() + ")";
        }
    }
}
