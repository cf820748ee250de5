package org.lungburden.api.background;

import java.time.Clock;
import org.lungburden.job.JobReaper;
import org.lungburden.job.JobSettings;
import org.lungburden.job.Outbox;
import org.lungburden.queue.WorkQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts and stops with the context; imported by the API's configuration. */
@Configuration(proxyBeanMethods = false)
public class BackgroundConfiguration {

    @Bean
    OutboxRelay outboxRelay(Outbox outbox, WorkQueue queue, JobSettings settings) {
        return new OutboxRelay(outbox, queue, settings);
    }

    @Bean
    LeaseReaper leaseReaper(JobReaper reaper, JobSettings settings, Clock clock) {
        return new LeaseReaper(reaper, settings, clock);
    }
}
