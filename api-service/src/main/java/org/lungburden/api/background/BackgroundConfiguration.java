package org.lungburden.api.background;

import org.lungburden.database.BackgroundPool;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The background tasks, which start and stop with the context. The API's configuration imports this class. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SweepSettings.class)
@Import({
    BackgroundPool.class,
    CleanupAtStart.class,
    LeaseReaper.class,
    OrphanSweep.class,
    OutboxRelay.class,
    Purger.class,
    QueueGauges.class,
    RetentionSweep.class,
    SessionSweep.class,
    SlotExchange.class,
    StartForecast.class,
    UsageExchange.class,
    WebhookGauges.class,
    WebhookRelay.class
})
public class BackgroundConfiguration {}
