package org.lungburden.api.background;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.ArtifactStore.ListedArtifact;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.binding.StoreOwnership;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files that no row needs, and rows that no longer serve a purpose. The sweep lists a batch of files, and only
 * then asks the database once for the whole batch. After a failure the sweep continues with the next part, and the next
 * round repeats the failed part.
 */
final class OrphanSweep extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);
    private static final int BATCH = 200;
    private static final Duration SENT_KEPT = Duration.ofHours(1);

    private final ArtifactStore artifacts;
    private final StoreOwnership ownership;
    private final Orphans orphans;
    private final Outbox outbox;
    private final IdempotencyKeys keys;
    private final SweepSettings settings;
    private final Clock clock;
    private volatile Instant aloneSince = Instant.MIN;

    OrphanSweep(
            ArtifactStore artifacts,
            StoreOwnership ownership,
            Orphans orphans,
            Outbox outbox,
            IdempotencyKeys keys,
            SweepSettings settings,
            Clock clock) {
        super("orphan-sweep", settings.interval());
        this.artifacts = artifacts;
        this.ownership = ownership;
        this.orphans = orphans;
        this.outbox = outbox;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** From now on this process is the only one on its store, so older uploads need no grace. */
    void aloneFromNow() {
        aloneSince = clock.instant();
    }

    @Override
    void round() {
        step(this::sweepFiles);
        step(() -> whileFull(BATCH, () -> outbox.removeSent(SENT_KEPT, BATCH)));
        step(() -> whileFull(BATCH, () -> keys.removeExpired(BATCH)));
    }

    private void sweepFiles() throws IOException {
        if (!ownership.confirmed()) {
            LOG.error("The artifact store is not marked as this database's alone; nothing in it is swept");
            return;
        }
        Instant now = clock.instant();
        Instant unclaimed = now.minus(settings.grace());
        Instant before = unclaimed.isAfter(aloneSince) ? unclaimed : aloneSince;
        step(() -> artifacts.removeUnfinished(before));
        step(() -> batches(ArtifactKeys.UPLOADS, batch -> {
            orphans.abandon(uploads(batch, before));
            Instant spent = now.minus(settings.uploadRetention());
            orphans.finishedBefore(spent, uploads(batch, spent), this::removeUploads);
        }));
        step(() -> batches(ArtifactKeys.JOBS, this::removeLost));
    }

    /** Ids of jobs whose upload is older than the given time. */
    private static List<UUID> uploads(List<ListedArtifact> batch, Instant before) {
        return batch.stream()
                .filter(listed -> listed.modified().isBefore(before))
                .flatMap(listed -> ArtifactKeys.uploadOf(listed.key()).stream())
                .toList();
    }

    private void removeUploads(List<UUID> jobIds) {
        jobIds.forEach(id -> delete(ArtifactKeys.upload(id)));
    }

    private void removeLost(List<ListedArtifact> batch) {
        List<AttemptFile> files = batch.stream()
                .flatMap(listed -> ArtifactKeys.attemptOf(listed.key()).stream())
                .toList();
        orphans.lost(files).forEach(file -> delete(file.key()));
    }

    private void delete(String key) {
        step(() -> artifacts.delete(key));
    }

    private void batches(String prefix, Consumer<List<ListedArtifact>> work) throws IOException {
        try (Stream<ListedArtifact> listed = artifacts.list(prefix)) {
            List<ListedArtifact> batch = new ArrayList<>(BATCH);
            for (Iterator<ListedArtifact> left = listed.iterator(); left.hasNext() && !stopping(); ) {
                batch.add(left.next());
                if (batch.size() == BATCH || !left.hasNext()) {
                    List<ListedArtifact> full = List.copyOf(batch);
                    batch.clear();
                    step(() -> work.accept(full));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void step(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            LOG.warn("A part of the sweep failed; the next round tries again", e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
