package org.lungburden.job.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import org.lungburden.job.NewJob;
import org.lungburden.job.Upload;
import org.springframework.data.domain.Persistable;

/**
 * JPA inserts and reads the row; only {@link JobStatements} changes it. The entity is immutable, so dirty checking can
 * write nothing. The entity leaves out the result, which is large.
 */
@Entity
@Immutable
@Table(name = "job")
class JobEntity implements Persistable<UUID> {
    @Id
    private UUID id;

    private String owner;

    @Enumerated(EnumType.STRING)
    private JobStatus status;

    private @Nullable String stage;

    private double progress;
    private int attempt;
    private int failures;
    private @Nullable String reference;
    private @Nullable String subject;
    private @Nullable String batch;
    private String uploadKey;
    private long uploadBytes;

    @Column(name = "upload_sha256")
    private String uploadSha256;

    @Enumerated(EnumType.STRING)
    private Upload.Format uploadFormat;

    private Instant createdAt;
    private Instant queuedSince;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable ErrorCode errorCode;

    private @Nullable String errorDetail;
    private long version;
    private @Nullable Instant deletedAt;

    @Transient
    private boolean stored;

    /** JPA needs this constructor and sets every field. */
    @SuppressWarnings("NullAway.Init")
    JobEntity() {}

    JobEntity(NewJob job, Instant now) {
        id = job.id();
        owner = job.owner();
        status = JobStatus.QUEUED;
        reference = job.reference();
        subject = job.subject();
        batch = job.batch();
        uploadKey = job.upload().key();
        uploadBytes = job.upload().bytes();
        uploadSha256 = job.upload().sha256();
        uploadFormat = job.upload().format();
        createdAt = now;
        queuedSince = now;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    void markStored() {
        stored = true;
    }

    Job toJob() {
        return new Job(
                id,
                owner,
                status,
                stage,
                progress,
                attempt,
                failures,
                reference,
                subject,
                batch,
                new Upload(uploadKey, uploadBytes, uploadSha256, uploadFormat),
                createdAt,
                startedAt,
                finishedAt,
                errorCode == null ? null : new JobError(errorCode, errorDetail == null ? "" : errorDetail),
                version);
    }
}
