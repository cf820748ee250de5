package org.lungburden.worker;

import org.lungburden.job.Fence;
import org.slf4j.MDC;

/** While it is open, each line that this thread logs carries the job and the attempt. */
final class LoggedJob implements AutoCloseable {
    private static final String JOB = "jobId";
    private static final String ATTEMPT = "attempt";

    private LoggedJob() {}

    static LoggedJob of(Fence fence) {
        MDC.put(JOB, fence.jobId().toString());
        MDC.put(ATTEMPT, Integer.toString(fence.attempt()));
        return new LoggedJob();
    }

    @Override
    public void close() {
        MDC.remove(JOB);
        MDC.remove(ATTEMPT);
    }
}
