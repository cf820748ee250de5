package org.lungburden.api.background;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.binding.StoreOwnership;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.job.upkeep.SweepLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files that no row needs, and rows that no longer serve a purpose. One process at a time lists the store. After
 * a failure the sweep continues with the next part, and the next round repeats the failed part.
 */
final class OrphanSweep extends BackgroundLoop implements FileSweep.Steps {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);
    private static final int BATCH = 200;
    private static final Duration SENT_KEPT = Duration.ofHours(1);
    /** So few orphans are no sign of a wrong database, whatever their share. */
    private static final long FEW = 100;

    private final ArtifactStore artifacts;
    private final StoreOwnership ownership;
    private final Orphans orphans;
    private final SweepLease lease;
    private final Outbox outbox;
    private final IdempotencyKeys keys;
    private final SweepSettings settings;
    private final Clock clock;
    private volatile Instant aloneSince = Instant.MIN;
    private volatile boolean takesOver;
    private volatile long refused;

    OrphanSweep(
            ArtifactStore artifacts,
            StoreOwnership ownership,
            Orphans orphans,
            SweepLease lease,
            Outbox outbox,
            IdempotencyKeys keys,
            SweepSettings settings,
            Clock clock,
            MeterRegistry registry) {
        super("orphan-sweep", settings.interval());
        this.artifacts = artifacts;
        this.ownership = ownership;
        this.orphans = orphans;
        this.lease = lease;
        this.outbox = outbox;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        Gauge.builder("lungburden.sweep.refused", this, sweep -> sweep.refused)
                .description("Files that the last sweep left, as so many without a row tell of a wrong database")
                .register(registry);
    }

    /** From now on this process is the only one on its store, so older uploads need no grace. */
    void aloneFromNow() {
        aloneSince = clock.instant();
        takesOver = true;
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
        if (takesOver) {
            lease.takeOver(settings.interval());
            takesOver = false;
        } else if (!lease.take(settings.interval())) {
            return;
        }
        Instant now = clock.instant();
        Instant unclaimed = now.minus(settings.grace());
        Instant before = unclaimed.isAfter(aloneSince) ? unclaimed : aloneSince;
        step(() -> artifacts.removeUnfinished(before));
        FileSweep sweep = new FileSweep(artifacts, orphans, this);
        sweep.walk(before, now.minus(settings.uploadRetention()));
        if (sweep.orphaned() > FEW && sweep.orphaned() > settings.largestShare() * sweep.listed()) {
            refused = sweep.orphaned();
            LOG.error(
                    "No row needs {} of the {} files in the artifact store. So many are a sign of a wrong or restored"
                            + " database, and none of them is removed. To remove them all the same, set"
                            + " lungburden.sweep.largest-share=1 for one sweep.",
                    sweep.orphaned(),
                    sweep.listed());
            return;
        }
        refused = 0;
        sweep.remove();
    }

    /** Otherwise the process that takes this one's place would not sweep until the lease ends. */
    @Override
    public synchronized void stop() {
        super.stop();
        step(lease::giveBack);
    }

    /** The lease ends one interval after the last batch, and then any process may sweep. */
    @Override
    public boolean mayGoOn() {
        return !stopping() && lease.take(settings.interval());
    }

    @Override
    public void step(FileSweep.Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            LOG.warn("A part of the sweep failed; the next round tries again", e);
        }
    }
}
