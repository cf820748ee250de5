package org.lungburden.api.background;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lungburden.webhook.Deliveries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what receivers are still to be told; not a number while the database does not answer. */
final class WebhookGauges extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookGauges.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Deliveries source;
    private volatile Deliveries.@Nullable Counts latest;

    WebhookGauges(Deliveries source, MeterRegistry registry) {
        super("webhook-gauges", INTERVAL);
        this.source = source;
        Gauge.builder("lungburden.webhooks.waiting", this, WebhookGauges::waiting)
                .description("Deliveries that wait for an attempt, in the whole system")
                .register(registry);
        TimeGauge.builder("lungburden.webhooks.oldest", this, TimeUnit.MILLISECONDS, WebhookGauges::oldest)
                .description("How long ago the oldest event happened whose delivery waits")
                .register(registry);
    }

    private double waiting() {
        Deliveries.Counts counts = latest;
        return counts == null ? Double.NaN : counts.waiting();
    }

    private double oldest() {
        Deliveries.Counts counts = latest;
        return counts == null ? Double.NaN : counts.oldest().toMillis();
    }

    @Override
    void round() {
        try {
            latest = source.count();
        } catch (RuntimeException e) {
            latest = null;
            LOG.debug("The deliveries could not be counted", e);
        }
    }
}
