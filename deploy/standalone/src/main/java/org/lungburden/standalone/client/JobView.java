package org.lungburden.standalone.client;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.Category;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;
import org.lungburden.job.JobStatus;

/**
 * The part of a job's JSON that the client reads.
 *
 * @param status a {@link JobStatus}, or what a newer service knows, which the contract tells to take as unfinished
 * @param reference the client's own id of the study
 * @param stage name from the worker, which may be newer than this version
 */
public record JobView(
        String id,
        String status,
        @Nullable String stage,
        double progress,
        @Nullable String reference,
        @Nullable Fault error) {

    public boolean is(JobStatus known) {
        return known.name().equals(status);
    }

    public boolean finished() {
        return JobStatus.known().stream().anyMatch(known -> known.finished() && is(known));
    }

    /** Why the job failed. */
    public record Fault(
            String code, String detail, @Nullable List<SeriesOption> candidates) {
        /** Whether the study is at fault, and not the service. */
        public boolean ofTheStudy() {
            return Arrays.stream(ErrorCode.values())
                    .anyMatch(known ->
                            known.category() == Category.INPUT && known.name().equals(code));
        }

        /** The sentence, and a line for each series that may be chosen. */
        String text() {
            StringBuilder text = new StringBuilder(detail);
            if (candidates != null) {
                candidates.forEach(series ->
                        text.append(System.lineSeparator()).append("  ").append(line(series)));
            }
            return text.toString();
        }

        private static String line(SeriesOption series) {
            String uid = series.seriesInstanceUid();
            String volume = series.volume() == null ? "" : ":" + series.volume();
            String thickness = series.thicknessMm() == null ? "" : ", " + series.thicknessMm() + " mm";
            return (uid == null ? "without SeriesInstanceUID" : "--series " + uid + volume) + "  (" + series.slices()
                    + " slices" + thickness + ", " + series.reason() + ")";
        }
    }
}
