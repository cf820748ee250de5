package org.lungburden.api.upload.submit;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.upload.body.BodyBrokenOffException;
import org.lungburden.api.upload.body.DeclaredType;
import org.lungburden.api.upload.body.StudyBody;
import org.lungburden.api.upload.body.StudyStream;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.ArtifactStore.StoredArtifact;
import org.lungburden.audit.AuditAction;
import org.lungburden.job.IdempotencyKeys.Binding;
import org.lungburden.job.IdempotencyKeys.Reservation;
import org.lungburden.job.Job;
import org.lungburden.job.JobStore;
import org.lungburden.job.LoggedJob;
import org.lungburden.job.NewJob;
import org.lungburden.job.Upload;
import org.lungburden.job.Upload.Format;

/** Stores a study while it arrives and creates its job. A refused study leaves nothing behind. */
class SubmitStudy {
    private final ArtifactStore artifacts;
    private final JobStore jobs;
    private final ZipCheck zipCheck;
    private final UploadSettings settings;
    private final DiscardedUploads discards;
    private final AuditTrail trail;

    SubmitStudy(
            ArtifactStore artifacts,
            JobStore jobs,
            ZipCheck zipCheck,
            UploadSettings settings,
            DiscardedUploads discards,
            AuditTrail trail) {
        this.artifacts = artifacts;
        this.jobs = jobs;
        this.zipCheck = zipCheck;
        this.settings = settings;
        this.discards = discards;
        this.trail = trail;
    }

    /** @param key reserved for this submit, or null; after a failure the caller must free the key */
    Job submit(Submission submission, StudyBody body, @Nullable Reservation key) {
        UUID id = UUID.randomUUID();
        LoggedJob.become(id);
        Upload upload;
        try {
            upload = store(ArtifactKeys.upload(id), submission.declared(), body);
        } catch (IOException e) {
            throw BodyBrokenOffException.fault(e);
        }
        Labels labels = submission.labels();
        NewJob job = new NewJob(
                id,
                submission.owner(),
                upload,
                labels.reference(),
                labels.subject(),
                labels.batch(),
                submission.acquiredOn(),
                submission.priority(),
                submission.choices(),
                submission.callbackUrl());
        return commit(job, key == null ? null : new Binding(key, submission.content(upload.sha256())));
    }

    private Upload store(String key, DeclaredType declared, StudyBody body) throws IOException {
        StudyStream study = StudyStream.open(body, declared);
        StoredArtifact stored =
                artifacts.put(key, study.bytes(), settings.maxSize().toBytes());
        try {
            body.finish();
            if (study.format() == Format.ZIP) {
                zipCheck.check(artifacts.channel(key));
            }
        } catch (IOException | RuntimeException e) {
            discards.discard(key);
            throw e;
        }
        return new Upload(key, stored.bytes(), stored.sha256(), study.format());
    }

    private Job commit(NewJob job, @Nullable Binding key) {
        long begun = System.nanoTime();
        try {
            return trail.changed(
                    AuditAction.JOB_SUBMIT, job.id(), () -> key == null ? jobs.submit(job) : jobs.submit(job, key));
        } catch (RuntimeException e) {
            return discards.settle(job, e, Duration.ofNanos(System.nanoTime() - begun));
        }
    }
}
