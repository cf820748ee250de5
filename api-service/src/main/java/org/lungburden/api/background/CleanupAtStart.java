package org.lungburden.api.background;

import org.lungburden.job.upkeep.Purges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the process before this one left behind. */
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
     * Removes it at once, without the grace and the second round that others who write would need. Only for a process
     * that is known to be the only one on its store, before it takes requests and begins to work, and after the jobs
     * that were running have been queued again. What cannot be removed now is left to the sweep.
     */
    public void removeAtStart() {
        sweep.aloneFromNow();
        sweep.round();
        try {
            purges.allDueAtStart();
        } catch (RuntimeException e) {
            LOG.warn("Purges could not be made due; they are when their time comes", e);
        }
        purger.round();
    }
}
