package org.lungburden.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Owns the state of every job. Each method is one transaction. Each change of state is a compare-and-set on the
 * expected state and attempt, together with the attempt and outbox rows.
 */
public interface JobStore extends AttemptStore {

    /**
     * Writes the job and its outbox row; the job is QUEUED and due.
     *
     * @throws org.lungburden.error.CodedException {@code UNAVAILABLE} when the sweep has given up the upload, because
     *     this process paused for longer than the sweep's grace
     */
    Job submit(NewJob job);

    /**
     * The same, and binds an idempotency key of the owner to the job.
     *
     * @throws org.lungburden.error.CodedException {@code IDEMPOTENCY_IN_FLIGHT} when the reservation is lost; then no
     *     job exists
     */
    Job submit(NewJob job, IdempotencyKeys.Binding key);

    Optional<Job> find(String owner, UUID id);

    JobPage list(JobQuery query);

    /**
     * The JSON result of a SUCCEEDED job, in the edition that this version writes, whichever version stored the result.
     */
    Optional<String> result(String owner, UUID id);

    /** The artifacts of a SUCCEEDED job; empty otherwise. */
    List<JobArtifact> artifacts(String owner, UUID id);

    /**
     * How many of the owner's jobs wait for a worker.
     *
     * @param most where counting ends
     */
    int waiting(String owner, int most);

    /** Every attempt so far, oldest first. */
    List<Attempt> attempts(String owner, UUID id);

    /**
     * QUEUED or RUNNING becomes CANCELLED; a running worker notices when its next fenced write fails.
     *
     * @throws org.lungburden.error.CodedException {@code JOB_NOT_FOUND}, {@code PRECONDITION_FAILED} or
     *     {@code INVALID_TRANSITION}
     */
    Job cancel(String owner, UUID id, ExpectedVersion expected);

    /**
     * FAILED or CANCELLED becomes QUEUED and due, with all its chances.
     *
     * @param choices for the attempts from now on; what they do not say stays as it was
     * @throws org.lungburden.error.CodedException {@code JOB_NOT_FOUND}, {@code PRECONDITION_FAILED},
     *     {@code INVALID_TRANSITION}, or {@code UPLOAD_GONE} when the sweep removes the upload
     */
    Job retry(String owner, UUID id, ExpectedVersion expected, StudyChoices choices);

    /**
     * Changes labels of a job in any state. Its result and files keep the labels that they were made with.
     *
     * @throws org.lungburden.error.CodedException {@code JOB_NOT_FOUND}, {@code PRECONDITION_FAILED}, or
     *     {@code RESULT_GONE} when the labels were removed because the time of keeping was over
     */
    Job relabel(String owner, UUID id, ExpectedVersion expected, LabelChanges changes);

    /**
     * Clients no longer find the job from now on. A job that had not finished becomes CANCELLED. The purge removes the
     * artifacts.
     *
     * @throws org.lungburden.error.CodedException {@code JOB_NOT_FOUND} or {@code PRECONDITION_FAILED}
     */
    void delete(String owner, UUID id, ExpectedVersion expected);

    /** {@link #cancel(String, UUID, ExpectedVersion)} at any version. */
    default Job cancel(String owner, UUID id) {
        return cancel(owner, id, ExpectedVersion.ANY);
    }

    /** {@link #retry(String, UUID, ExpectedVersion, StudyChoices)} with the choices of before. */
    default Job retry(String owner, UUID id, ExpectedVersion expected) {
        return retry(owner, id, expected, StudyChoices.NONE);
    }

    /** {@link #retry(String, UUID, ExpectedVersion)} at any version. */
    default Job retry(String owner, UUID id) {
        return retry(owner, id, ExpectedVersion.ANY);
    }

    /** {@link #delete(String, UUID, ExpectedVersion)} at any version. */
    default void delete(String owner, UUID id) {
        delete(owner, id, ExpectedVersion.ANY);
    }

    /** QUEUED and due becomes RUNNING with the next attempt; empty when this id has no job to claim. */
    Optional<Claim> claim(UUID id, String worker, Duration lease);

    /**
     * The same for the job or {@link Task} whose turn it is, see {@link FairOrder}. Empty when none is due that nobody
     * else claims at this moment.
     */
    Optional<Claim> claimNext(String worker, Duration lease);
}
