package org.lungburden.api.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.UUID;
import org.lungburden.api.jobs.Labels;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.ArtifactStore.StoredArtifact;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.lungburden.job.Upload;
import org.lungburden.job.Upload.Format;

/** Stores a study while it arrives and makes a job of it; what is refused on the way leaves nothing. */
class SubmitStudy {
    private final ArtifactStore artifacts;
    private final JobStore jobs;
    private final ZipCheck zipCheck;
    private final UploadSettings settings;
    private final Discards discards;

    SubmitStudy(ArtifactStore artifacts, JobStore jobs, ZipCheck zipCheck, UploadSettings settings, Discards discards) {
        this.artifacts = artifacts;
        this.jobs = jobs;
        this.zipCheck = zipCheck;
        this.settings = settings;
        this.discards = discards;
    }

    Job submit(String owner, Labels labels, DeclaredType declared, StudyBody body) {
        UUID id = UUID.randomUUID();
        Upload upload;
        try {
            upload = store("uploads/" + id, declared, body);
        } catch (IOException e) {
            throw broken(e);
        }
        return commit(new NewJob(id, owner, upload, labels.reference(), labels.subject(), labels.batch()));
    }

    private Upload store(String key, DeclaredType declared, StudyBody body) throws IOException {
        InputStream study = body.open();
        byte[] head = study.readNBytes(ContentSniffer.HEAD_BYTES);
        Format format = formatOf(head, declared);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), study);
        StoredArtifact stored = artifacts.put(key, whole, settings.maxSize().toBytes());
        try {
            body.finish();
            if (format == Format.ZIP) {
                zipCheck.check(artifacts.channel(key));
            }
        } catch (IOException | RuntimeException e) {
            discards.discard(key);
            throw e;
        }
        return new Upload(key, stored.bytes(), stored.sha256(), format);
    }

    private static Format formatOf(byte[] head, DeclaredType declared) {
        if (head.length == 0) {
            throw new CodedException(ErrorCode.UPLOAD_EMPTY);
        }
        Format format = ContentSniffer.sniff(head).orElseThrow(() -> new CodedException(ErrorCode.NOT_AN_ARCHIVE));
        if (!declared.allows(format)) {
            throw new CodedException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is not of the media type that it names.");
        }
        return format;
    }

    private Job commit(NewJob job) {
        try {
            return jobs.submit(job);
        } catch (RuntimeException e) {
            return discards.settle(job, e);
        }
    }

    private static CodedException broken(IOException failure) {
        return BodyBrokenOffException.causes(failure)
                ? new CodedException(ErrorCode.INVALID_REQUEST, "The body ended early or is not well-formed.", failure)
                : new CodedException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), failure);
    }
}
