package org.lungburden.api.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;

/** When waiting jobs are likely to begin: one look at the queue every few seconds answers all clients. */
public final class StartTimes {
    private volatile Map<UUID, Instant> starts = Map.of();
    private volatile boolean asked;

    /** Null for a job that does not wait or whose place nobody knows yet. */
    @Nullable
    Instant of(Job job) {
        if (!JobStatus.QUEUED.equals(job.status())) {
            return null;
        }
        asked = true;
        return starts.get(job.id());
    }

    /** Whether a client has seen a waiting job since the last call. */
    public boolean takeAsked() {
        boolean before = asked;
        asked = false;
        return before;
    }

    public void become(Map<UUID, Instant> latest) {
        starts = Map.copyOf(latest);
    }
}
