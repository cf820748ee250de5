package org.lungburden.api.jobs;

import java.time.Duration;

/** Recommends when a client should look at a job again. */
public final class JobSchedule {
    private final Duration retryAfter;
    private final String retryAfterSeconds;

    JobSchedule(JobsSettings settings) {
        this.retryAfter = settings.retryAfter();
        this.retryAfterSeconds =
                Long.toString(settings.retryAfter().plusNanos(999_999_999).toSeconds());
    }

    /** Value of {@code Retry-After} for an unfinished job. */
    public String retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Pause before a disconnected client connects again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
