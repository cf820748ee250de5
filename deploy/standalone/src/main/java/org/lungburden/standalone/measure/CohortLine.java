package org.lungburden.standalone.measure;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** The line of a terminal: a bar for all studies, one for the present study, and the time that is left. */
final class CohortLine implements ProgressBarRenderer {
    private static final int CELLS_OF_ALL = 16;
    private static final int CELLS_OF_ONE = 10;
    private static final int NAME = 16;
    /** The rest of a longer earlier line must not stay visible after a shorter line. */
    private static final String PADDED = "%-90s";

    private final int studies;
    private int measuredNow;
    private int ended;
    private String name = "";
    private String step = "";
    private double progress;

    CohortLine(int studies) {
        this.studies = studies;
    }

    synchronized void present(String study, String next, double share) {
        name = study;
        step = next;
        progress = share;
    }

    /** Whether no study is present, so that the next one may show its preparation. */
    synchronized boolean idle() {
        return name.isEmpty() || ended == 0 && progress == 0;
    }

    synchronized void ended(Outcome outcome) {
        ended++;
        if (!outcome.earlier()) {
            measuredNow++;
        }
        if (outcome.study().name().equals(name)) {
            present("", "", 0);
        }
    }

    @Override
    public synchronized String render(ProgressState state, int maxLength) {
        int before = ended - measuredNow;
        String line = String.format(
                Locale.ROOT,
                "%d/%d [%s] %s %-12s %s %s",
                ended,
                studies,
                bar((double) ended / studies, CELLS_OF_ALL),
                shortened(name),
                step,
                progress > 0
                        ? String.format(Locale.ROOT, "[%s] %3d %%", bar(progress, CELLS_OF_ONE), (int) (progress * 100))
                        : " ".repeat(CELLS_OF_ONE + 8),
                CohortView.left(state.getElapsedAfterStart(), measuredNow, studies - before));
        String padded = String.format(PADDED, line);
        return padded.substring(0, Math.min(padded.length(), Math.max(1, maxLength)));
    }

    private static String bar(double share, int cells) {
        int full = (int) Math.round(share * cells);
        return "=".repeat(full) + " ".repeat(cells - full);
    }

    /** Of a longer name the end, which tells more. */
    private static String shortened(String text) {
        String end = text.length() > NAME ? "…" + text.substring(text.length() - NAME + 1) : text;
        return String.format("%-" + NAME + "s", end);
    }
}
