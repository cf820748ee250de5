package org.lungburden.phantom;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.pipeline.Segmenter;

/**
 * Sleeps for a time and returns two boxes as lungs, to try cancellation, leases and crashes. Reports progress every 100
 * ms, and ends early when the progress call throws or the thread is interrupted.
 */
public final class SleepingSegmenter implements Segmenter {
    private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();

    private final Duration duration;

    public SleepingSegmenter(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a negative time to sleep");
        }
        this.duration = duration;
    }

    @Override
    public ModelCard card() {
        return SegmenterCards.named("sleep");
    }

    @Override
    public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
        long start = System.nanoTime();
        long whole = duration.toNanos();
        for (long slept = 0; slept < whole; slept = System.nanoTime() - start) {
            progress.accept((double) slept / whole);
            sleep(Math.min(STEP_NANOS, whole - slept));
        }
        progress.accept(1);
        return BoxLungs.of(grid);
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(nanos).toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asleep");
        }
    }

    @Override
    public void close() {}
}
