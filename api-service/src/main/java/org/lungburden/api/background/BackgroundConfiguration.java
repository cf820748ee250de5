package org.lungburden.api.background;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Starts and stops with the context; imported by the API's configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SweepSettings.class)
@Import({CleanupAtStart.class, LeaseReaper.class, OrphanSweep.class, OutboxRelay.class, Purger.class, QueueGauges.class
})
public class BackgroundConfiguration {}
