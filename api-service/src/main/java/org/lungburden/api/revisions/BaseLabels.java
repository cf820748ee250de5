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
import org.lungburden.labels.CheckedLabels;
import org.lungburden.labels.LabelsGrid;

/** The grid on which corrections of a job lie: that of its automatic labels. */
class BaseLabels {
    /** Holds the header, however badly the first block is packed. */
    private static final long BEGINNING_BYTES = 1 << 16;

    private final Revisions revisions;
    private final ArtifactStore artifacts;

    BaseLabels(Revisions revisions, ArtifactStore artifacts) {
        this.revisions = revisions;
        this.artifacts = artifacts;
    }

    /** @throws CodedException {@code ARTIFACT_NOT_FOUND} when the job was measured without labels.nii.gz */
    LabelsGrid grid(String owner, UUID job) {
        JobArtifact labels = revisions.artifacts(owner, job, 0).stream()
                .filter(file -> file.name().equals(KnownFile.LABELS.fileName()))
                .findFirst()
                .orElseThrow(BaseLabels::none);
        try (InputStream unpacked =
                new GZIPInputStream(artifacts.open(labels.key(), 0, Math.min(labels.bytes(), BEGINNING_BYTES)))) {
            return CheckedLabels.grid(unpacked);
        } catch (NoSuchFileException e) {
            throw none();
        } catch (IOException e) {
            throw new CodedException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), e);
        }
    }

    private static CodedException none() {
        return new CodedException(
                ErrorCode.ARTIFACT_NOT_FOUND,
                "The job has no labels.nii.gz to correct. Submit the study with this file among its files.");
    }
}
