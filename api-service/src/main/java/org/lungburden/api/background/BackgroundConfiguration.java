package org.lungburden.api.background;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.binding.StoreOwnership;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.JobSettings;
import org.lungburden.job.upkeep.JobCounts;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.job.upkeep.PurgeSettings;
import org.lungburden.job.upkeep.Purges;
import org.lungburden.queue.WorkQueue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts and stops with the context; imported by the API's configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SweepSettings.class)
public class BackgroundConfiguration {

    @Bean
    OutboxRelay outboxRelay(Outbox outbox, WorkQueue queue, JobSettings settings) {
        return new OutboxRelay(outbox, queue, settings);
    }

    @Bean
    LeaseReaper leaseReaper(JobReaper reaper, JobSettings settings, Clock clock) {
        return new LeaseReaper(reaper, settings, clock);
    }

    @Bean
    Purger purger(Purges purges, ArtifactStore artifacts, PurgeSettings settings) {
        return new Purger(purges, artifacts, settings);
    }

    @Bean
    OrphanSweep orphanSweep(
            ArtifactStore artifacts,
            StoreOwnership ownership,
            Orphans orphans,
            Outbox outbox,
            IdempotencyKeys keys,
            SweepSettings settings,
            Clock clock) {
        return new OrphanSweep(artifacts, ownership, orphans, outbox, keys, settings, clock);
    }

    @Bean
    QueueGauges queueGauges(JobCounts counts, MeterRegistry registry) {
        return new QueueGauges(counts, registry);
    }

    @Bean
    CleanupAtStart leftovers(OrphanSweep sweep, Purger purger, Purges purges) {
        return new CleanupAtStart(sweep, purger, purges);
    }
}
