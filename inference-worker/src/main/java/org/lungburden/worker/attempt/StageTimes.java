package org.lungburden.worker.attempt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Stage;

/** Measures the stages of one attempt, including the stage in which the attempt fails. */
final class StageTimes implements AutoCloseable {
    private final WorkerMetrics metrics;
    private final LongSupplier nanos;
    private final Map<String, Long> timesMs = new LinkedHashMap<>();
    private @Nullable Stage stage;
    private long since;

    StageTimes(WorkerMetrics metrics, LongSupplier nanos) {
        this.metrics = metrics;
        this.nanos = nanos;
    }

    /** Called with each progress; a new stage ends the stage before. */
    void at(Stage now) {
        if (now != stage) {
            close();
            stage = now;
            since = nanos.getAsLong();
        }
    }

    /** Ends the last stage. Returns the milliseconds of all stages, in their order. */
    Map<String, Long> endMs() {
        close();
        return timesMs;
    }

    @Override
    public void close() {
        if (stage != null) {
            long took = nanos.getAsLong() - since;
            metrics.stage(stage, took);
            timesMs.put(stage.name(), TimeUnit.NANOSECONDS.toMillis(took));
            stage = null;
        }
    }
}
