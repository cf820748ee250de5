package org.lungburden.job.upkeep;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lungburden.audit.AuditLog;
import org.lungburden.job.JobExpiry;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what tells of patients and callers is kept.
 *
 * @param uploads time from the end of a job to the removal of its upload; null for jobs that succeeded as long as their
 *     results, which corrections measure anew, and for others the time of {@code lungburden.sweep.upload-retention}
 * @param results time from the end of a job to the removal of its result, files, labels and upload; null for ever
 * @param audit time from an entry of the audit to its removal; null for ever
 * @param interval time between two looks
 */
@Validated
@ConfigurationProperties("lungburden.retention")
public record RetentionSettings(
        @Nullable Duration uploads,
        @Nullable Duration results,
        @Nullable Duration audit,
        @DefaultValue("10m") @NotNull Duration interval) {
    public RetentionSettings {
        require(uploads == null || !uploads.isNegative(), "uploads must not be negative");
        require(results == null || !results.isNegative() && !results.isZero(), "results must be positive");
        require(audit == null || audit.compareTo(AuditLog.LEAST_KEPT) >= 0, "audit must be at least 30d");
        require(!interval.isNegative() && !interval.isZero(), "interval must be positive");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("lungburden.retention: " + message);
        }
    }

    /**
     * The expiry of a job.
     *
     * @param finishedAt null while the job has not finished
     * @param expiredAt when it expired; null while it has not
     */
    public JobExpiry expiry(@Nullable Instant finishedAt, @Nullable Instant expiredAt) {
        if (expiredAt != null) {
            return new JobExpiry(expiredAt, true);
        }
        return results == null || finishedAt == null ? JobExpiry.NEVER : new JobExpiry(finishedAt.plus(results), false);
    }
}
