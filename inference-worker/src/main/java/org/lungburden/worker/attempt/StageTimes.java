package org.lungburden.worker.attempt;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Stage;

/** Measures the stages of one attempt, that in which it fails included. */
final class StageTimes implements AutoCloseable {
    private final WorkerMetrics metrics;
    private final LongSupplier nanos;
    private @Nullable Stage stage;
    private long since;

    StageTimes(WorkerMetrics metrics, LongSupplier nanos) {
        this.metrics = metrics;
        this.nanos = nanos;
    }

    /** Called with each progress; a new stage ends the one before. */
    void at(Stage now) {
        if (now != stage) {
            close();
            stage = now;
            since = nanos.getAsLong();
        }
    }

    @Override
    public void close() {
        if (stage != null) {
            metrics.stage(stage, nanos.getAsLong() - since);
            stage = null;
        }
    }
}
