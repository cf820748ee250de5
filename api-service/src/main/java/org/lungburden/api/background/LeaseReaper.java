package org.lungburden.api.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.lungburden.job.JobReaper;
import org.lungburden.job.JobSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues the jobs of lost workers again. After its own start and after an outage of the database it waits for one
 * lease, so that living workers can renew first.
 */
final class LeaseReaper extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseReaper.class);
    private static final int BATCH = 100;

    private final JobReaper reaper;
    private final Clock clock;
    private final Duration lease;
    private Instant quietUntil;

    LeaseReaper(JobReaper reaper, JobSettings settings, Clock clock) {
        super("lease-reaper", settings.reaperInterval());
        this.reaper = reaper;
        this.clock = clock;
        this.lease = settings.lease();
        this.quietUntil = clock.instant().plus(lease);
    }

    @Override
    void round() {
        if (clock.instant().isBefore(quietUntil)) {
            return;
        }
        try {
            int reaped = reaper.reap(BATCH);
            while (reaped == BATCH) {
                reaped = reaper.reap(BATCH);
            }
        } catch (RuntimeException e) {
            LOG.warn("Leases could not be looked at; workers get one lease to renew", e);
            quietUntil = clock.instant().plus(lease);
        }
    }
}
