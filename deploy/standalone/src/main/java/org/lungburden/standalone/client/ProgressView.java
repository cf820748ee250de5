package org.lungburden.standalone.client;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Stage;

/** Shows a job's stage and progress on standard error: a bar on a terminal, a line a stage elsewhere. */
public final class ProgressView implements AutoCloseable {
    private static final int STEPS = 1000;

    private final @Nullable ProgressBar bar;
    private @Nullable Stage shown;

    private ProgressView(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    public static ProgressView open() {
        if (!Boolean.getBoolean("lungburden.terminal")) {
            return new ProgressView(null);
        }
        return new ProgressView(new ProgressBarBuilder()
                .setTaskName("waiting")
                .setInitialMax(STEPS)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .hideEta()
                .build());
    }

    public void show(JobView job) {
        Stage stage = job.stage();
        if (bar != null) {
            bar.setExtraMessage(stage == null ? "" : name(stage));
            bar.stepTo(Math.round(job.progress() * STEPS));
        } else if (stage != null && stage != shown) {
            System.err.println(name(stage));
        }
        shown = stage;
    }

    private static String name(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
