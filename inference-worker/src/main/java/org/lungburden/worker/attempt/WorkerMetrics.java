package org.lungburden.worker.attempt;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Stage;

/** What a worker counts. Labels are stages, outcomes and codes: no job, no patient, and few of each. */
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
     * @param outcome succeeded, failed, released, abandoned, or lost where it could no longer be written
     * @param code of a failure
     */
    void ended(String outcome, @Nullable String code) {
        running.decrementAndGet();
        registry.counter("lungburden.attempts", "outcome", outcome, "code", code == null ? "none" : code)
                .increment();
    }

    /** That another has the job, or that its lease ended unrenewed. */
    void leaseLost() {
        registry.counter("lungburden.leases.lost").increment();
    }

    void stage(Stage stage, long nanos) {
        registry.timer("lungburden.stage", "stage", stage.name().toLowerCase(Locale.ROOT))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
