package org.lungburden.api.background;

import java.time.Duration;
import org.lungburden.audit.AuditLog;
import org.lungburden.job.upkeep.Retention;
import org.lungburden.job.upkeep.RetentionSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes results and entries of the audit that were kept long enough, in small batches. Uploads go with the sweep. */
final class RetentionSweep extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);
    private static final int JOBS = 50;
    private static final int ENTRIES = 1_000;

    private final Retention retention;
    private final AuditLog audit;
    private final RetentionSettings settings;

    RetentionSweep(Retention retention, AuditLog audit, RetentionSettings settings) {
        super("retention", settings.interval());
        this.retention = retention;
        this.audit = audit;
        this.settings = settings;
    }

    @Override
    void round() {
        Duration results = settings.results();
        if (results != null) {
            step(() -> whileFull(JOBS, () -> retention.expire(results, JOBS)));
        }
        Duration entries = settings.audit();
        if (entries != null) {
            step(() -> whileFull(ENTRIES, () -> audit.expire(entries, ENTRIES)));
        }
    }

    private static void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("What was kept long enough could not be removed; the next round tries again", e);
        }
    }
}
