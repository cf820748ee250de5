package org.lungburden.job.revision;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.Revision;

/**
 * Corrected labels of finished jobs. Each method is one transaction. {@code JOB_NOT_FOUND} stands for a job that the
 * owner does not have.
 */
public interface Revisions {
    /**
     * Whether a post may begin, before a byte of its labels is read.
     *
     * @throws org.lungburden.error.CodedException {@code JOB_NOT_FOUND}, {@code INVALID_TRANSITION} unless the job has
     *     succeeded, {@code RESULT_GONE}, {@code UPLOAD_GONE}, {@code REVISION_CONFLICT} when the base is not the newest
     *     revision, {@code QUEUE_FULL}
     */
    void check(String owner, UUID job, int base);

    /**
     * Writes the revision with the next number, its task and its outbox row. Of two at once that name the same base, one
     * wins.
     *
     * @param key null without an idempotency key; bound to the number
     * @throws org.lungburden.error.CodedException as {@link #check}, and {@code IDEMPOTENCY_IN_FLIGHT}
     */
    Revision submit(NewRevision revision, IdempotencyKeys.@Nullable Binding key);

    /** The revisions of a job, oldest first; empty for a job that the owner does not have. */
    List<Revision> list(String owner, UUID job);

    /** One of them. */
    Optional<Revision> find(String owner, UUID job, int number);

    /** The result of a SUCCEEDED revision, or of 0 the automatic one. */
    Optional<String> result(String owner, UUID job, int number);

    /** The files of a SUCCEEDED revision, or of 0 the automatic ones; empty otherwise. */
    List<JobArtifact> artifacts(String owner, UUID job, int number);

    /**
     * Lets the job's result and files follow a SUCCEEDED revision, or the automatic result.
     *
     * @param by who accepts; null takes the acceptance of the automatic result back
     * @throws org.lungburden.error.CodedException {@code JOB_NOT_FOUND}, {@code REVISION_NOT_FOUND},
     *     {@code PRECONDITION_FAILED}, {@code INVALID_TRANSITION}, {@code RESULT_GONE}
     */
    Job accept(String owner, UUID job, ExpectedVersion expected, int number, @Nullable String by);

    /**
     * Queues the writing of {@code image.nii.gz}, unless the job has it or it is under way.
     *
     * @throws org.lungburden.error.CodedException {@code JOB_NOT_FOUND}, {@code INVALID_TRANSITION}, {@code RESULT_GONE},
     *     {@code UPLOAD_GONE}, {@code QUEUE_FULL}
     */
    Job requestImage(String owner, UUID job);
}
