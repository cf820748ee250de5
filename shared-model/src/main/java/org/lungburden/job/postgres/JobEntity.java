package org.lungburden.job.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobStatus;
import org.lungburden.job.NewJob;
import org.springframework.data.domain.Persistable;

/**
 * A new job. JPA only inserts the row: {@link JobStatements} changes it, and {@link JobReads} and {@link JobLists} read
 * it. The entity is immutable, so dirty checking can write nothing.
 */
@Entity
@Immutable
@Table(name = "job")
class JobEntity implements Persistable<UUID> {
    @Id
    private UUID id;

    private String owner;

    private String status;

    private @Nullable String reference;
    private @Nullable String subject;
    private @Nullable String batch;
    private @Nullable LocalDate acquiredOn;
    private String priority;
    private String uploadKey;
    private long uploadBytes;

    @Column(name = "upload_sha256")
    private String uploadSha256;

    private String uploadFormat;

    private @Nullable String seriesInstanceUid;
    private @Nullable String files;
    private @Nullable String callbackUrl;
    private Instant createdAt;
    private Instant queuedSince;

    /** JPA needs this constructor and sets every field. */
    @SuppressWarnings("NullAway.Init")
    JobEntity() {}

    JobEntity(NewJob job, Instant now) {
        id = job.id();
        owner = job.owner();
        status = JobStatus.QUEUED.name();
        reference = job.reference();
        subject = job.subject();
        batch = job.batch();
        acquiredOn = job.acquiredOn();
        priority = job.priority().name();
        uploadKey = job.upload().key();
        uploadBytes = job.upload().bytes();
        uploadSha256 = job.upload().sha256();
        uploadFormat = job.upload().format();
        seriesInstanceUid = job.choices().seriesInstanceUid();
        files = FilesText.of(job.choices().files());
        callbackUrl = job.callbackUrl();
        createdAt = now;
        queuedSince = now;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return true;
    }
}
