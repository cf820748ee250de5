package org.lungburden.worker.attempt;

import io.micrometer.core.instrument.MeterRegistry;
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
    private final AtomicInteger running;

    public WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.running = registry.gauge("lungburden.attempts.running", new AtomicInteger());
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
        registry.counter("lungburden.attempts", "outcome", outcome, "code", code == null ? "none" : code)
                .increment();
    }

    /** Counts an attempt whose job went to another worker, or whose lease ended without renewal. */
    void leaseLost() {
        registry.counter("lungburden.leases.lost").increment();
    }

    void stage(Stage stage, long nanos) {
        registry.timer("lungburden.stage", "stage", stage.name().toLowerCase(Locale.ROOT))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
