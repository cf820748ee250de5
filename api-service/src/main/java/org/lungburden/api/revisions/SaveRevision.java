package org.lungburden.api.revisions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.upload.body.BodyBrokenOffException;
import org.lungburden.api.upload.body.StudyBody;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.ArtifactStore.StoredArtifact;
import org.lungburden.audit.AuditAction;
import org.lungburden.error.CodedException;
import org.lungburden.job.IdempotencyKeys.Binding;
import org.lungburden.job.IdempotencyKeys.Reservation;
import org.lungburden.job.Revision;
import org.lungburden.job.revision.NewRevision;
import org.lungburden.job.revision.Revisions;
import org.lungburden.labels.CheckedLabels;
import org.lungburden.labels.LabelVoxels;
import org.lungburden.labels.LabelsGrid;
import org.lungburden.statistics.Confusion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores labels while they arrive and are judged, and makes their revision. Refused labels leave nothing behind. */
class SaveRevision {
    private static final Logger LOG = LoggerFactory.getLogger(SaveRevision.class);

    private final Revisions revisions;
    private final BaseLabels baseLabels;
    private final ArtifactStore artifacts;
    private final AuditTrail trail;

    SaveRevision(Revisions revisions, BaseLabels baseLabels, ArtifactStore artifacts, AuditTrail trail) {
        this.revisions = revisions;
        this.baseLabels = baseLabels;
        this.artifacts = artifacts;
        this.trail = trail;
    }

    /** @param key reserved for this post, or null; after a failure the caller must free it */
    Revision save(Correction correction, StudyBody body, long maxBytes, @Nullable Reservation key) {
        Waiting.told(() -> {
            revisions.check(correction.owner(), correction.job(), correction.base());
            return true;
        });
        String labelsKey = ArtifactKeys.labels(correction.job(), UUID.randomUUID());
        Stored labels = store(labelsKey, body, correction, maxBytes);
        StoredArtifact stored = labels.file();
        NewRevision revision = new NewRevision(
                correction.owner(),
                correction.job(),
                correction.base(),
                correction.author(),
                correction.comment(),
                new Revision.StoredLabels(labelsKey, stored.bytes(), stored.sha256()),
                labels.voxels());
        Binding binding = key == null ? null : new Binding(key, correction.content(stored.sha256()));
        try {
            return Waiting.told(() -> trail.changed(
                    AuditAction.REVISION_SAVE, correction.job(), () -> revisions.submit(revision, binding)));
        } catch (CodedException refused) {
            discard(labelsKey);
            throw refused;
        }
        // After any other failure the commit may have been made; the sweep removes what no row names.
    }

    private record Stored(StoredArtifact file, Confusion voxels) {}

    private Stored store(String key, StudyBody body, Correction correction, long maxBytes) {
        try (LabelVoxels automatic = baseLabels.open(correction.owner(), correction.job(), 0)) {
            CountedLabels counted = new CountedLabels(automatic);
            StoredArtifact file = store(key, body, automatic.grid(), counted, maxBytes);
            return new Stored(file, counted.confusion());
        } catch (UncheckedIOException e) {
            throw BaseLabels.away(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw BaseLabels.away(e);
        }
    }

    private StoredArtifact store(String key, StudyBody body, LabelsGrid grid, CountedLabels counted, long maxBytes) {
        try (CheckedLabels labels = new CheckedLabels(body.open(), grid, counted)) {
            StoredArtifact stored = artifacts.put(key, labels, maxBytes);
            try {
                body.finish();
            } catch (IOException | RuntimeException e) {
                discard(key);
                throw e;
            }
            return stored;
        } catch (IOException e) {
            throw BodyBrokenOffException.fault(e);
        }
    }

    private void discard(String key) {
        try {
            artifacts.delete(key);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be removed and is left to the orphan sweep", key, e);
        }
    }
}
