package org.lungburden.standalone.client;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobStatus;

/** Shows on standard error what is being done: a line that changes on a terminal, a line a stage elsewhere. */
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

    /** What is done from now on, whose end nobody knows. */
    public void show(String title) {
        if (bar != null) {
            line.title(title);
        } else if (!title.equals(shown)) {
            System.err.println(title);
        }
        shown = title;
    }

    /** How far a job is. */
    public void show(JobView job) {
        if (job.status() == JobStatus.QUEUED) {
            show("queued");
        } else if (job.stage() != null) {
            show(job.stage().name().toLowerCase(Locale.ROOT));
            if (bar != null) {
                line.measured();
                bar.stepTo(Math.round(job.progress() * STEPS));
            }
        }
    }

    /** Called again it does nothing. */
    @Override
    public synchronized void close() {
        if (bar != null && !closed) {
            closed = true;
            bar.close();
        }
    }
}
