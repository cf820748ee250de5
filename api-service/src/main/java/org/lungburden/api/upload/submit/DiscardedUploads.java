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
    /** A connection that was cut fails sooner. */
    private static final Duration HANGS = Duration.ofMillis(500);

    private final ArtifactStore artifacts;
    private final JobStore jobs;

    DiscardedUploads(ArtifactStore artifacts, JobStore jobs) {
        this.artifacts = artifacts;
        this.jobs = jobs;
    }

    /** What cannot be removed now is left to the orphan sweep. */
    void discard(String key) {
        try {
            artifacts.delete(key);
        } catch (IOException | RuntimeException e) {
            log.warn("{} could not be removed and is left to the orphan sweep", key, e);
        }
    }

    /**
     * After a submit that failed: the commit may have gone through and only its answer been lost, so the row is
     * believed. Where it cannot be read either, the upload stays, since a job may need it. A database that hangs is not
     * asked again: the client has waited for it once, and is told within 5 s.
     *
     * @param waited how long the submit took to fail
     * @return the job, when it is there after all
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
