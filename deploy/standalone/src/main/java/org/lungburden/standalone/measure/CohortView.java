package org.lungburden.standalone.measure;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobStatus;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.client.JobView;
import org.lungburden.standalone.exit.StudyFailedException;
import org.lungburden.standalone.study.FoundStudy;

/**
 * Many studies on standard error. A terminal gets a line with a bar for all studies and one for the present study; any
 * other output gets a line for each study.
 */
public final class CohortView implements RunView {
    private final CohortLine line;
    private final int studies;
    private final @Nullable ProgressBar bar;
    private int ended;
    private boolean closed;

    public CohortView(int studies) {
        this.studies = studies;
        this.line = new CohortLine(studies);
        this.bar = Boolean.getBoolean("lungburden.terminal")
                ? new ProgressBarBuilder()
                        .setInitialMax(studies)
                        .setRenderer(line)
                        .setUpdateIntervalMillis(100)
                        .continuousUpdate()
                        .build()
                : null;
    }

    @Override
    public synchronized void step(String title) {
        line.present("", title, 0);
        if (bar == null) {
            System.err.println(title);
        }
    }

    @Override
    public synchronized void step(FoundStudy study, String title) {
        if (line.idle()) {
            line.present(study.name(), title, 0);
        }
    }

    @Override
    public synchronized void job(FoundStudy study, JobView job) {
        String stage = job.stage();
        if (stage != null && job.is(JobStatus.RUNNING)) {
            line.present(study.name(), stage.toLowerCase(Locale.ROOT), job.progress());
        }
    }

    @Override
    public synchronized void ended(Outcome outcome) {
        ended++;
        line.ended(outcome);
        if (bar != null) {
            bar.stepTo(ended);
        } else {
            System.err.println(
                    "[" + ended + "/" + studies + "] " + outcome.study().name() + ": " + sentence(outcome));
        }
    }

    private static String sentence(Outcome outcome) {
        StudyFailedException fault = outcome.fault();
        if (fault != null) {
            return fault.code() + ": " + fault.detail();
        }
        ResultDocument result = outcome.result();
        return (outcome.earlier() ? "measured before, " : "") + (result == null ? "" : sentence(result.measured()));
    }

    private static String sentence(ResultDocument.Measured measured) {
        return String.format(
                Locale.ROOT,
                "opacity in %.1f %% of %.0f mL",
                measured.burdenPercent().pneumonia(),
                measured.volumesMl().lung());
    }

    @Override
    public synchronized void tell(String sentence) {
        if (bar == null) {
            System.err.println(sentence);
        } else {
            line.present("", sentence, 0);
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null && !closed) {
            closed = true;
            bar.close();
        }
    }

    /** Time that is left when the other studies take as long as those that are done. */
    static String left(Duration elapsed, int done, int all) {
        if (done == 0) {
            return "";
        }
        long seconds = elapsed.toSeconds() * (all - done) / done;
        if (seconds < 100) {
            return seconds + " s left";
        }
        return seconds < 6000 ? (seconds + 30) / 60 + " min left" : (seconds + 1800) / 3600 + " h left";
    }
}
