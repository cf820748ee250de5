package org.lungburden.api.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.lungburden.job.JobSettings;
import org.lungburden.job.upkeep.JobReaper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues the jobs of lost workers again. Fails jobs that a dependency has held up beyond the age limit. After its own
 * start and after a database outage, the reaper waits for one lease, so that living workers can renew first.
 */
final class LeaseReaper extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseReaper.class);
    private static final int BATCH = 100;

    private final JobReaper reaper;
    private final Clock clock;
    private final Duration lease;
    private final Instant upSince;
    private Instant quietUntil;

    LeaseReaper(JobReaper reaper, JobSettings settings, Clock clock) {
        super("lease-reaper", settings.reaperInterval());
        this.reaper = reaper;
        this.clock = clock;
        this.lease = settings.lease();
        this.upSince = clock.instant();
        this.quietUntil = upSince.plus(lease);
    }

    @Override
    void round() {
        if (clock.instant().isBefore(quietUntil)) {
            return;
        }
        try {
            whileFull(BATCH, () -> reaper.reap(BATCH));
            whileFull(BATCH, () -> reaper.failOverAge(upSince, BATCH));
        } catch (RuntimeException e) {
            LOG.warn("Leases could not be read; the reaper gives workers the time of one lease to renew", e);
            quietUntil = clock.instant().plus(lease);
        }
    }
}
