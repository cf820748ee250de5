package org.lungburden.standalone.client;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobStatus;

/**
 * Shows the current step on standard error. A terminal gets a line that changes, any other output a line for each
 * stage.
 */
public final class ProgressView implements AutoCloseable {
    private static final int STEPS = 1000;

    private final ProgressLine line = new ProgressLine();
    private final @Nullable ProgressBar bar;
    private String shown = "";
    private boolean closed;

    private ProgressView(boolean terminal) {
        this.bar = terminal
                ? new ProgressBarBuilder()
                        .setInitialMax(STEPS)
                        .setRenderer(line)
                        .setUpdateIntervalMillis(100)
                        .continuousUpdate()
                        .build()
                : null;
    }

    public static ProgressView open() {
        return new ProgressView(Boolean.getBoolean("lungburden.terminal"));
    }

    /** Shows a step whose duration is unknown. */
    public void show(String title) {
        if (bar != null) {
            line.title(title);
        } else if (!title.equals(shown)) {
            System.err.println(title);
        }
        shown = title;
    }

    /** Shows the progress of a job. */
    public void show(JobView job) {
        if (job.is(JobStatus.QUEUED)) {
            show("queued");
        } else if (job.stage() != null) {
            show(job.stage().toLowerCase(Locale.ROOT));
            if (bar != null) {
                line.measured();
                bar.stepTo(Math.round(job.progress() * STEPS));
            }
        }
    }

    /** A second call does nothing. */
    @Override
    public synchronized void close() {
        if (bar != null && !closed) {
            closed = true;
            bar.close();
        }
    }
}
