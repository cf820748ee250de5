package org.lungburden.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** While this object is open, each log line of this thread carries the job and, if one runs, the attempt. */
public final class LoggedJob implements AutoCloseable {
    private static final String JOB = "jobId";
    private static final String ATTEMPT = "attempt";

    private final @Nullable String jobBefore = MDC.get(JOB);
    private final @Nullable String attemptBefore = MDC.get(ATTEMPT);

    private LoggedJob() {}

    public static LoggedJob of(Claim claim) {
        LoggedJob logged = of(claim.job().id());
        MDC.put(ATTEMPT, Integer.toString(claim.attempt()));
        return logged;
    }

    /** @param jobId null when the job is unknown, or not yet known */
    public static LoggedJob of(@Nullable UUID jobId) {
        LoggedJob logged = new LoggedJob();
        put(JOB, jobId == null ? null : jobId.toString());
        put(ATTEMPT, null);
        return logged;
    }

    /** Sets the job of this thread's log lines until the open object closes. */
    public static void become(UUID jobId) {
        put(JOB, jobId.toString());
    }

    private static void put(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    @Override
    public void close() {
        put(JOB, jobBefore);
        put(ATTEMPT, attemptBefore);
    }
}
