package org.lungburden.api.jobs;

/** Tells clients when another look at a job pays. */
public final class JobSchedule {
    private final String retryAfterSeconds;

    JobSchedule(JobsSettings settings) {
        this.retryAfterSeconds =
                Long.toString(settings.retryAfter().plusNanos(999_999_999).toSeconds());
    }

    /** Value of {@code Retry-After} for an unfinished job. */
    public String retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
