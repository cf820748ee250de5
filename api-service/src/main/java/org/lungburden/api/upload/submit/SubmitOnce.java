package org.lungburden.api.upload.submit;

import org.jspecify.annotations.Nullable;
import org.lungburden.api.limits.QueueLimit;
import org.lungburden.api.upload.body.StudyBody;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.IdempotencyKeys.Holding;
import org.lungburden.job.IdempotencyKeys.Known;
import org.lungburden.job.IdempotencyKeys.Reservation;
import org.lungburden.job.Job;
import org.lungburden.job.JobStore;

/**
 * Creates one job for all posts with the same idempotency key. The service reserves the key before it reads the study.
 */
public class SubmitOnce {
    private final SubmitStudy submitStudy;
    private final RepeatedStudy repeatedStudy;
    private final IdempotencyKeys keys;
    private final KeyKeeper keeper;
    private final JobStore jobs;
    private final QueueLimit limit;

    SubmitOnce(
            SubmitStudy submitStudy,
            RepeatedStudy repeatedStudy,
            IdempotencyKeys keys,
            KeyKeeper keeper,
            JobStore jobs,
            QueueLimit limit) {
        this.submitStudy = submitStudy;
        this.repeatedStudy = repeatedStudy;
        this.keys = keys;
        this.keeper = keeper;
        this.jobs = jobs;
        this.limit = limit;
    }

    /**
     * @param key null for a post that always creates a new job
     * @throws CodedException {@code IDEMPOTENCY_IN_FLIGHT}, {@code IDEMPOTENCY_KEY_REUSED}, or as {@link QueueLimit} and
     *     {@link SubmitStudy}
     */
    public Submitted submit(Submission submission, StudyBody body, @Nullable String key) {
        if (key == null) {
            return new Submitted(further(submission, body, null), false);
        }
        Holding holding = keys.reserve(submission.owner(), key);
        if (holding instanceof Reservation mine) {
            return new Submitted(first(submission, body, mine), false);
        }
        if (holding instanceof Known known) {
            return new Submitted(again(submission, body, known), true);
        }
        throw new CodedException(ErrorCode.IDEMPOTENCY_IN_FLIGHT);
    }

    private Job first(Submission submission, StudyBody body, Reservation mine) {
        try (KeyKeeper.Renewal renewal = keeper.keep(mine)) {
            return further(submission, body, mine);
        } catch (CodedException e) {
            keeper.free(mine);
            throw e;
        } catch (RuntimeException e) {
            // The database may be unreachable, and the client has already waited for it.
            keeper.freeLater(mine);
            throw e;
        }
    }

    private Job further(Submission submission, StudyBody body, @Nullable Reservation key) {
        limit.check(submission.owner(), submission.priority());
        return submitStudy.submit(submission, body, key);
    }

    private Job again(Submission submission, StudyBody body, Known known) {
        String content = submission.content(repeatedStudy.sha256(body, submission.declared()));
        if (!content.equals(known.content())) {
            throw new CodedException(ErrorCode.IDEMPOTENCY_KEY_REUSED);
        }
        return jobs.find(submission.owner(), known.jobId())
                .orElseThrow(() -> new CodedException(
                        ErrorCode.IDEMPOTENCY_IN_FLIGHT,
                        "The job of this idempotency key was deleted meanwhile; send the request again."));
    }
}
