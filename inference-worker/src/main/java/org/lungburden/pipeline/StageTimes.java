package org.lungburden.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Stage;

/** Tells the listener of each stage and measures how long it took. */
final class StageTimes {
    private static final long NANOS_PER_MS = 1_000_000;

    private final StudyProcessor.Listener listener;
    private final LongSupplier nanoTime;
    private final Map<String, Long> timesMs = new LinkedHashMap<>();
    private @Nullable Stage stage;
    private long began;

    StageTimes(StudyProcessor.Listener listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    void enter(Stage next) {
        end();
        stage = next;
        began = nanoTime.getAsLong();
        listener.at(next, 0);
    }

    /** Ends the last stage. */
    Map<String, Long> endMs() {
        end();
        stage = null;
        return timesMs;
    }

    private void end() {
        if (stage != null) {
            timesMs.put(stage.name(), (nanoTime.getAsLong() - began) / NANOS_PER_MS);
        }
    }
}
