package org.lungburden.worker.attempt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Stage;

/**
 * The metrics of a worker. Labels are only stages, outcomes and codes, so that no metric names a job or a patient and
 * the number of time series stays small.
 */
public final class WorkerMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger running = new AtomicInteger();

    public WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("lungburden.attempts.running", running, AtomicInteger::get)
                .description("Attempts that run in this process")
                .register(registry);
    }

    void begun() {
        running.incrementAndGet();
    }

    /**
     * @param outcome succeeded, failed, released, abandoned, or lost when the outcome could no longer be written
     * @param code error code of a failure
     */
    void ended(String outcome, @Nullable String code) {
        running.decrementAndGet();
        Counter.builder("lungburden.attempts")
                .description("Attempts that ended, by outcome and by the code of a failure")
                .tags("outcome", outcome, "code", code == null ? "none" : code)
                .register(registry)
                .increment();
    }

    /** Counts an attempt whose job went to another worker, or whose lease ended without renewal. */
    void leaseLost() {
        Counter.builder("lungburden.leases.lost")
                .description("Attempts whose job went to another worker, or whose lease ended without renewal")
                .register(registry)
                .increment();
    }

    void stage(Stage stage, long nanos) {
        Timer.builder("lungburden.stage")
                .description("Times of each stage of an attempt")
                .tags("stage", stage.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
