package org.lungburden.standalone.client;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * One line of a terminal: the current step, the progress of the job once there is a job, and the seconds since the
 * start.
 */
final class ProgressLine implements ProgressBarRenderer {
    private static final int CELLS = 30;
    /** The rest of a longer earlier line must not stay visible after a shorter line. */
    private static final String PADDED = "%-70s";

    private volatile String title = "";
    private volatile boolean measured;

    void title(String next) {
        title = next;
    }

    /** Call this when a job exists, whose progress the line can show from then on. */
    void measured() {
        measured = true;
    }

    @Override
    public String render(ProgressState state, int maxLength) {
        String seconds = state.getElapsedAfterStart().toSeconds() + " s";
        String text = measured ? title(title, state.getNormalizedProgress()) + seconds : title + " " + seconds;
        String line = String.format(PADDED, text);
        return line.substring(0, Math.min(line.length(), Math.max(1, maxLength)));
    }

    private static String title(String title, double done) {
        int full = (int) Math.round(done * CELLS);
        return String.format(
                Locale.ROOT, "%-13s [%s%s] %3d %%  ", title, "=".repeat(full), " ".repeat(CELLS - full), (int)
                        (done * 100));
    }
}
