package org.lungburden.api.background;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.upkeep.JobCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the amount of work, a few seconds old; not a number while the database does not answer. */
final class QueueGauges extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(QueueGauges.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final JobCounts source;
    private volatile JobCounts.@Nullable Counts latest;

    QueueGauges(JobCounts source, MeterRegistry registry) {
        super("queue-gauges", INTERVAL);
        this.source = source;
        gauge("lungburden.jobs.queued", "Jobs that wait, in the whole system", JobCounts.Counts::queued, registry);
        gauge("lungburden.jobs.running", "Jobs that a worker has", JobCounts.Counts::running, registry);
        gauge("lungburden.outbox.unsent", "Messages that are due and not sent", JobCounts.Counts::unsent, registry);
        gauge(
                "lungburden.workers.alive",
                "Workers that told lately that they live",
                JobCounts.Counts::workers,
                registry);
        FunctionCounter.builder("lungburden.rows.unreadable", source, JobCounts::unreadable)
                .description("Rows of jobs that this version left out, because only a newer one reads them")
                .register(registry);
        TimeGauge.builder(
                        "lungburden.jobs.longest.wait",
                        this,
                        TimeUnit.MILLISECONDS,
                        gauges -> gauges.of(counts -> counts.longestWait().toMillis()))
                .description("How long the oldest job has been due")
                .register(registry);
    }

    private void gauge(
            String name, String description, ToDoubleFunction<JobCounts.Counts> value, MeterRegistry registry) {
        Gauge.builder(name, this, gauges -> gauges.of(value))
                .description(description)
                .register(registry);
    }

    private double of(ToDoubleFunction<JobCounts.Counts> value) {
        JobCounts.Counts counts = latest;
        return counts == null ? Double.NaN : value.applyAsDouble(counts);
    }

    @Override
    void round() {
        try {
            latest = source.count();
        } catch (RuntimeException e) {
            latest = null;
            LOG.debug("The jobs could not be counted", e);
        }
    }
}
