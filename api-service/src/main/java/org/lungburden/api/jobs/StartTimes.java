package org.lungburden.api.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.BatchState;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.lungburden.job.upkeep.BatchForecasts;
import org.lungburden.job.upkeep.Forecast;

/** When waiting jobs are likely to begin: one look at the queue every few seconds answers all clients. */
public final class StartTimes {
    private volatile Map<UUID, Instant> starts = Map.of();
    private volatile BatchForecasts batches = Forecast.UNKNOWN.batches();
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

    /** When the batch is likely to end; empty when it has finished or nobody knows yet. */
    public Optional<Instant> endOf(String owner, BatchState batch) {
        if (batch.count(JobStatus.QUEUED) + batch.count(JobStatus.RUNNING) == 0) {
            return Optional.empty();
        }
        asked = true;
        return batches.end(owner, batch);
    }

    /** Whether a client has seen an unfinished batch or a waiting job since the last call. */
    public boolean takeAsked() {
        boolean before = asked;
        asked = false;
        return before;
    }

    public void become(Forecast latest) {
        starts = latest.starts();
        batches = latest.batches();
    }
}
