package org.lungburden.phantom;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.pipeline.Segmenter;

/**
 * Returns two upright boxes in the middle of any grid, the simplest lungs that the stages after a segmenter accept.
 *
 * <p>Before the answer it may sleep, to try cancellation, leases and crashes. Asleep it reports progress every 100 ms,
 * and ends early when the progress call throws or the thread is interrupted.
 */
public final class BoxSegmenter implements Segmenter {
    private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();

    private final String name;
    private final long sleepNanos;

    private BoxSegmenter(String name, Duration sleep) {
        this.name = name;
        this.sleepNanos = sleep.toNanos();
    }

    /** Answers at once, so that a benchmark measures all stages except the network. */
    public static BoxSegmenter atOnce() {
        return new BoxSegmenter("none", Duration.ZERO);
    }

    public static BoxSegmenter after(Duration sleep) {
        if (sleep.isNegative()) {
            throw new IllegalArgumentException("a negative time to sleep");
        }
        return new BoxSegmenter("sleep", sleep);
    }

    @Override
    public ModelCard card() {
        return SegmenterCards.named(name);
    }

    @Override
    public boolean findsLungs() {
        return false;
    }

    @Override
    public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
        long start = System.nanoTime();
        for (long slept = 0; slept < sleepNanos; slept = System.nanoTime() - start) {
            progress.accept((double) slept / sleepNanos);
            sleep(Math.min(STEP_NANOS, sleepNanos - slept));
        }
        progress.accept(1);
        return lungs(grid);
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(nanos).toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asleep");
        }
    }

    private static SoftLabels lungs(NetworkGrid grid) {
        int pixels = grid.rows() * grid.columns();
        float[] slice = new float[SoftLabels.LABELS * pixels];
        Arrays.fill(slice, 0, pixels, 1);
        for (int y = grid.rows() / 4; y < grid.rows() * 3 / 4; y++) {
            for (int x = 0; x < grid.columns(); x++) {
                int eighth = 8 * x / grid.columns();
                if (eighth == 1 || eighth == 2 || eighth == 5 || eighth == 6) {
                    slice[y * grid.columns() + x] = 0;
                    slice[pixels + y * grid.columns() + x] = 1;
                }
            }
        }
        float[][] probability = new float[grid.slices()][];
        Arrays.fill(probability, slice);
        return new SoftLabels(probability, grid.columns(), grid.rows());
    }

    @Override
    public void close() {}
}
