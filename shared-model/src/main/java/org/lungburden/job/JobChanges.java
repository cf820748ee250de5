package org.lungburden.job;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds which of many jobs changed, for clients that wait. */
public interface JobChanges {

    /**
     * Every job whose version differs from the known one, as stored now; empty when its owner no longer finds the job.
     * The answer leaves out unchanged jobs. This takes one statement, however many jobs the caller names.
     */
    Map<UUID, Optional<Job>> since(Collection<Known> jobs);

    /** A job and the version that the caller knows. */
    record Known(UUID id, String owner, long version) {}

    /**
     * The jobs that changed at the given position in the order of all changes, or later, in that order. The answer may
     * repeat changes but omits none, whichever transaction ended first. This takes one statement.
     *
     * @param position from an earlier answer, or {@link #NOW}
     * @param limit most jobs in the answer
     */
    Changed from(long position, Scope scope, int limit);

    /** A position after every change: the answer holds no job, only the current position. */
    long NOW = Long.MAX_VALUE;

    /**
     * The jobs that a client follows.
     *
     * @param owner null for all owners
     * @param batch null for all batches
     * @param subject null for all subjects
     */
    record Scope(
            @Nullable String owner,
            @Nullable String batch,
            @Nullable String subject) {
        public static final Scope ALL = new Scope(null, null, null);

        public boolean holds(Job job) {
            return (owner == null || owner.equals(job.owner()))
                    && (batch == null || batch.equals(job.batch()))
                    && (subject == null || subject.equals(job.subject()));
        }
    }

    /**
     * @param position where the next call begins; the answer holds every earlier change, unless the answer is full
     * @param full whether the limit cut the answer short
     */
    record Changed(List<Change> changes, long position, boolean full) {}

    /**
     * @param position of the job's last change
     * @param deleted whether the owner deleted the job
     */
    record Change(Job job, long position, boolean deleted) {}
}
