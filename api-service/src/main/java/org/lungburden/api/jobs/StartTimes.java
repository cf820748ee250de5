package org.lungburden.api.jobs;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.BatchState;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.lungburden.job.upkeep.Forecast;

/** When waiting jobs are likely to begin: one look at the queue every few seconds answers all clients. */
public final class StartTimes {
    private volatile Forecast forecast = Forecast.UNKNOWN;
    private volatile boolean asked;

    /**
     * The place of a job in the queue.
     *
     * @param ahead waiting jobs that are likely to begin earlier
     * @param start when the job is likely to begin
     */
    record Place(int ahead, Instant start) {}

    /** Null for a job that does not wait or whose place nobody knows yet. */
    @Nullable
    Place of(Job job) {
        if (!JobStatus.QUEUED.equals(job.status())) {
            return null;
        }
        asked = true;
        Forecast latest = forecast;
        Instant start = latest.starts().get(job.id());
        Integer ahead = latest.ahead().get(job.id());
        return start == null || ahead == null ? null : new Place(ahead, start);
    }

    /** When the batch is likely to end; empty when it has finished or nobody knows yet. */
    public Optional<Instant> endOf(String owner, BatchState batch) {
        if (batch.count(JobStatus.QUEUED) + batch.count(JobStatus.RUNNING) == 0) {
            return Optional.empty();
        }
        asked = true;
        return forecast.batches().end(owner, batch);
    }

    /** Whether a client has seen an unfinished batch or a waiting job since the last call. */
    public boolean takeAsked() {
        boolean before = asked;
        asked = false;
        return before;
    }

    public void become(Forecast latest) {
        forecast = latest;
    }
}
