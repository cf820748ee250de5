package org.lungburden.job;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells which of many jobs changed, for clients that wait. */
public interface JobChanges {

    /**
     * Every job that no longer stands at the version named, as it stands now; empty where its owner no longer finds it.
     * Jobs that did not change are left out. One statement, however many jobs are named.
     */
    Map<UUID, Optional<Job>> since(Collection<Known> jobs);

    /** A job as somebody last saw it. */
    record Known(UUID id, String owner, long version) {}

    /**
     * The jobs that changed at a position in the order of all changes or later, in that order. Some of them may have been
     * told before; none is left out, whichever transaction ended first. One statement.
     *
     * @param position from an earlier answer, or {@link #NOW}
     * @param limit the most jobs that are told
     */
    Changed from(long position, Scope scope, int limit);

    /** A position that nothing has come to: the answer tells no job, and where the changes have come to. */
    long NOW = Long.MAX_VALUE;

    /**
     * Which jobs somebody follows.
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
     * @param position where to go on; every change before it has been told, unless the answer is full
     * @param full whether the limit cut the answer short
     */
    record Changed(List<Change> changes, long position, boolean full) {}

    /**
     * @param position of the job's last change
     * @param deleted whether its owner no longer finds the job
     */
    record Change(Job job, long position, boolean deleted) {}
}
