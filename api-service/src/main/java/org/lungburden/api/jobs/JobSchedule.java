package org.lungburden.api.jobs;

import java.time.Duration;

/** Tells clients when another look at a job pays. */
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

    /** Pause before a client that was cut off comes again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
