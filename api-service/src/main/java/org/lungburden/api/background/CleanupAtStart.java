package org.lungburden.api.background;

import org.lungburden.job.upkeep.Purges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what the previous process left behind. */
public final class CleanupAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(CleanupAtStart.class);

    private final OrphanSweep sweep;
    private final Purger purger;
    private final Purges purges;

    CleanupAtStart(OrphanSweep sweep, Purger purger, Purges purges) {
        this.sweep = sweep;
        this.purger = purger;
        this.purges = purges;
    }

    /**
     * Removes leftovers at once. Other writers would need the sweep's grace and the purge's second round, but a sole
     * process has none. Only the sole process on a store may call this, before it takes requests or works. The jobs
     * that were running must be queued again first. The sweep removes later what this method cannot remove now.
     */
    public void removeAtStart() {
        sweep.aloneFromNow();
        sweep.round();
        try {
            purges.allDueAtStart();
        } catch (RuntimeException e) {
            LOG.warn("Purges could not be made due at once; each runs at its usual time", e);
        }
        purger.round();
    }
}
