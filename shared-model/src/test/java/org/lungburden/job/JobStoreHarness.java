package org.lungburden.job;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.job.upkeep.Purges;

/** A job store of some kind with its companions, and hands that shift its time. */
public interface JobStoreHarness {
    JobStore store();

    /** That of another process on the same jobs: a pool of its own, and sessions in another odd time zone. */
    JobStore secondStore();

    JobChanges changes();

    /** Where the changes have come to, once nothing older still runs, such as the server's own vacuum. */
    default long settled() {
        return await().until(
                        () -> changes()
                                .from(JobChanges.NOW, JobChanges.Scope.ALL, 1)
                                .position(),
                        position -> changes()
                                .from(position, JobChanges.Scope.ALL, 1)
                                .changes()
                                .isEmpty());
    }

    Batches batches();

    Subjects subjects();

    Outbox outbox();

    JobReaper reaper();

    ModelRegistry models();

    IdempotencyKeys keys();

    /** Lets time pass for the job's lease and due time, and for its messages. */
    void elapse(UUID job, Duration time);

    /** Takes the running attempt back, as if a standby had taken over that had not seen the claim. */
    void loseClaim(UUID job);

    Purges purges();

    Orphans orphans();

    /** Lets time pass for every purge. */
    void elapsePurges(Duration time);

    /** Lets time pass for every message that was sent. */
    void elapseSent(Duration time);

    /** How many rows there are of the job, in all tables. */
    int rows(UUID job);

    /** Lets time pass for every idempotency key. */
    void elapseKeys(Duration time);

    /** Moves the job's submit or explicit retry back. */
    void age(UUID job, Duration time);

    /** From now until each message of the job that was not sent is due, in the order they were written. */
    List<Duration> pending(UUID job);

    /** Every further call happens at one instant, until the test ends. */
    void stopClock();

    /** Submits at once. */
    void submitMany(int jobs, String owner, JobPriority priority);

    /** The same for the usual owner and priority. */
    default void submitMany(int jobs) {
        submitMany(jobs, "local", JobPriority.INTERACTIVE);
    }

    /** Where the job stands, deleted or not. */
    Standing standing(UUID job);

    /** How many jobs are SUCCEEDED with exactly one attempt that succeeded, their last. */
    int succeededOnce();

    /** Every disagreement between jobs and their attempts, messages and purges; empty when all is well. */
    List<String> inconsistencies();

    /** A job's state and its fence. */
    record Standing(JobStatus status, int attempt, boolean deleted) {}
}
