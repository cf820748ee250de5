package org.lungburden.job;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a client gave one name, taken together. A batch is there while its owner finds a job of this name, and
 * nothing else is kept of it.
 */
public interface Batches {
    /**
     * The owner's batches; the batch with the newest job comes first. A job that is submitted meanwhile moves its batch to
     * the front, and later pages leave the batch out.
     *
     * @param cursor opaque, from the page before; null for the first
     * @param limit 1 to 200
     * @throws org.lungburden.error.CodedException {@code INVALID_REQUEST} for a cursor that is none, or a limit beyond
     */
    BatchPage page(String owner, @Nullable String cursor, int limit);

    /** Where the batch stands, in one statement; empty when the owner has no job of this name. */
    Optional<BatchState> state(String owner, String batch);

    /**
     * One step of canceling, in one transaction: up to {@code limit} of the batch's jobs that were created at the time of
     * {@code newest} or earlier become CANCELLED as by {@link JobStore#cancel}.
     *
     * @return the jobs that this step canceled; empty when none is left
     */
    List<UUID> cancelSome(String owner, String batch, Instant newest, int limit);

    /**
     * The jobs of the batch in the order of their creation, each with its result.
     *
     * @param after the last job of the part before; null for the first part
     * @param limit most jobs
     * @throws org.lungburden.error.CodedException {@code INTERNAL} when this version cannot read a job
     */
    List<Member> members(String owner, String batch, @Nullable Job after, int limit);

    /** The files of those of the jobs that succeeded, each job's in the order of {@link JobStore#artifacts}. */
    Map<UUID, List<JobArtifact>> files(String owner, Collection<UUID> jobs);

    /** @param result as of {@link JobStore#result}; null for a job without one */
    record Member(Job job, @Nullable String result) {}

    /**
     * A batch in a list.
     *
     * @param lastJobAt when its newest job was created
     * @param finished whether all its jobs have finished
     */
    record Listed(String name, Instant lastJobAt, boolean finished) {}

    /** One page; the cursor is null on the last. */
    record BatchPage(List<Listed> items, @Nullable String nextCursor) {
        public BatchPage {
            items = List.copyOf(items);
        }
    }
}
