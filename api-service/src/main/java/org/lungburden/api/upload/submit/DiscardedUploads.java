package org.lungburden.api.upload.submit;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.database.DatabaseOutage;
import org.lungburden.job.Job;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.CannotCreateTransactionException;

/** Removes uploads that no job will read. */
class DiscardedUploads {
    private static final Logger log = LoggerFactory.getLogger(DiscardedUploads.class);
    /** A cut connection fails sooner, so a slower failure means a hanging database. */
    private static final Duration HANGS = Duration.ofMillis(500);

    private final ArtifactStore artifacts;
    private final JobStore jobs;

    DiscardedUploads(ArtifactStore artifacts, JobStore jobs) {
        this.artifacts = artifacts;
        this.jobs = jobs;
    }

    /** Removes the upload; the orphan sweep removes later what this method cannot remove now. */
    void discard(String key) {
        try {
            artifacts.delete(key);
        } catch (IOException | RuntimeException e) {
            log.warn("{} could not be removed and is left to the orphan sweep", key, e);
        }
    }

    /**
     * Decides what follows a failed submit. The commit may have succeeded and only its answer been lost, so the job's
     * row decides. When the row cannot be read either, the upload stays, because a job may need it. This method does
     * not ask a hanging database again, because the client must get an answer within 5 s.
     *
     * @param waited time until the submit failed
     * @return the job, when the database has the row after all
     */
    Job settle(NewJob job, RuntimeException failure, Duration waited) {
        if (failure instanceof CannotCreateTransactionException) {
            discard(job.upload().key());
            throw failure;
        }
        if (waited.compareTo(HANGS) > 0 && DatabaseOutage.causes(failure)) {
            throw failure;
        }
        Optional<Job> written;
        try {
            written = jobs.find(job.owner(), job.id());
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        return written.orElseThrow(() -> {
            discard(job.upload().key());
            return failure;
        });
    }
}
