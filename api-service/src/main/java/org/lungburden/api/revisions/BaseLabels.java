package org.lungburden.api.revisions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.KnownFile;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.revision.Revisions;
import org.lungburden.labels.LabelVoxels;

/** The stored labels of a job: those that a person corrects, and those that were corrected. */
public class BaseLabels {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Revisions revisions;
    private final ArtifactStore artifacts;

    BaseLabels(Revisions revisions, ArtifactStore artifacts) {
        this.revisions = revisions;
        this.artifacts = artifacts;
    }

    /**
     * Labels of a measured revision, or of 0 the automatic ones.
     *
     * @throws CodedException {@code ARTIFACT_NOT_FOUND} when the job was measured without labels.nii.gz
     */
    public LabelVoxels open(String owner, UUID job, int revision) {
        JobArtifact labels = revisions.artifacts(owner, job, revision).stream()
                .filter(file -> file.name().equals(KnownFile.LABELS.fileName()))
                .findFirst()
                .orElseThrow(BaseLabels::none);
        try {
            return unpacked(artifacts.open(labels.key(), 0, labels.bytes()));
        } catch (NoSuchFileException e) {
            throw none();
        } catch (IOException e) {
            throw away(e);
        }
    }

    private static LabelVoxels unpacked(InputStream stored) throws IOException {
        try {
            return new LabelVoxels(new GZIPInputStream(stored, BUFFER_BYTES));
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** The store did not hand out what it holds. */
    public static CodedException away(IOException cause) {
        return new CodedException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), cause);
    }

    private static CodedException none() {
        return new CodedException(
                ErrorCode.ARTIFACT_NOT_FOUND,
                "The job has no labels.nii.gz to correct. Submit the study with this file among its files.");
    }
}
