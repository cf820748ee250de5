package org.lungburden.api.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Advice to clients that follow a job.
 *
 * @param retryAfter pause between two looks at an unfinished job, rounded up to seconds, and before a disconnected
 *     client connects again
 */
@ConfigurationProperties("lungburden.api")
public record JobsSettings(@DefaultValue("2s") Duration retryAfter) {
    public JobsSettings {
        if (retryAfter.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("lungburden.api.retry-after must be positive");
        }
    }

    /** Value of {@code Retry-After} for an unfinished job. */
    String retryAfterSeconds() {
        return Long.toString(retryAfter.plusNanos(999_999_999).toSeconds());
    }
}
