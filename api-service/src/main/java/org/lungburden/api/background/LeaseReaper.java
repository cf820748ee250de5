package org.lungburden.api.background;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.lungburden.job.JobSettings;
import org.lungburden.job.upkeep.JobReaper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Queues the jobs of lost workers again. Fails jobs that a dependency has held up beyond the age limit. After its own
 * start and after a database outage, the reaper waits for one lease, so that living workers can renew first.
 */
final class LeaseReaper extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseReaper.class);
    private static final int BATCH = 100;

    private final JobReaper reaper;
    /** Nanoseconds; unlike the clock on the wall, nobody can set it, which would end or stretch the pause. */
    private final LongSupplier elapsed;

    private final long lease;
    private final Instant upSince;
    private long quietSince;

    @Autowired
    LeaseReaper(JobReaper reaper, JobSettings settings, Clock clock) {
        this(reaper, settings, clock, System::nanoTime);
    }

    LeaseReaper(JobReaper reaper, JobSettings settings, Clock clock, LongSupplier elapsed) {
        super("lease-reaper", settings.reaperInterval());
        this.reaper = reaper;
        this.elapsed = elapsed;
        this.lease = settings.lease().toNanos();
        this.upSince = clock.instant();
        this.quietSince = elapsed.getAsLong();
    }

    @Override
    void round() {
        if (elapsed.getAsLong() - quietSince < lease) {
            return;
        }
        try {
            whileFull(BATCH, () -> reaper.reap(BATCH));
            whileFull(BATCH, () -> reaper.failOverAge(upSince, BATCH));
        } catch (RuntimeException e) {
            LOG.warn("Leases could not be read; the reaper gives workers the time of one lease to renew", e);
            quietSince = elapsed.getAsLong();
        }
    }
}
