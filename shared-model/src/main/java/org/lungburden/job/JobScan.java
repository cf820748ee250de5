package org.lungburden.job;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a list tells of the scan of a job.
 *
 * @param acquiredOn the day of the scan, by the client or the scan's header; null when neither tells
 * @param opacityMl of the result; null without one
 * @param burdenPercent opacity in percent of the lung volume; null without a result
 */
public record JobScan(
        @Nullable LocalDate acquiredOn,
        @Nullable Double opacityMl,
        @Nullable Double burdenPercent) {
    /** Nothing is known. */
    public static final JobScan UNKNOWN = new JobScan(null, null, null);

    /** A scan that has no result yet. */
    public static JobScan of(@Nullable LocalDate acquiredOn) {
        return acquiredOn == null ? UNKNOWN : new JobScan(acquiredOn, null, null);
    }
}
