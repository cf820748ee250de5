package org.lungburden.standalone.measure;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.client.ResultTable;
import org.lungburden.standalone.exit.ExitCode;
import org.lungburden.standalone.exit.StudyFailedException;

/** What a run tells on standard output and standard error: tables for people, or JSON for programs. */
public final class Printed {
    /** More rows than these nobody reads in a terminal. */
    private static final int MOST_ROWS = 50;

    private static final int NAME = 32;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean quiet;

    /**
     * @param json a line of JSON for each study and nothing else
     * @param quiet no tables
     */
    public Printed(PrintWriter out, PrintWriter err, boolean json, boolean quiet) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.quiet = quiet;
    }

    /** Of one study alone. */
    public void single(Outcome outcome, Path folder, List<Path> files) {
        if (json) {
            line(outcome, folder);
        } else if (!quiet && outcome.result() != null) {
            ResultTable.print(outcome.result().measured(), out);
            out.println();
            files.forEach(path -> out.println("  " + path));
            out.flush();
        }
    }

    /** When a study of several has ended. */
    public void ended(Outcome outcome, Path output) {
        if (json) {
            line(outcome, output.resolve(outcome.study().folder()));
        }
    }

    private void line(Outcome outcome, Path folder) {
        out.println(OutcomeJson.line(outcome, folder.toString()));
        out.flush();
    }

    /** When all studies have ended. Failures are told whatever the user asked for. */
    public void cohort(List<Outcome> outcomes, Path csv) {
        List<Outcome> failed =
                outcomes.stream().filter(outcome -> outcome.fault() != null).toList();
        int measured = outcomes.size() - failed.size();
        if (!json && !quiet) {
            if (outcomes.size() <= MOST_ROWS && measured > 0) {
                rows(outcomes);
            }
            out.println();
            out.println(measured + " of " + outcomes.size() + " studies measured: " + csv);
            out.println("`lungburden cohort " + csv + "` tells medians and more.");
            out.println(ResultDocument.NOTICE);
            out.flush();
        }
        if (!failed.isEmpty()) {
            err.println();
            err.println("Not measured:");
            for (Outcome outcome : failed) {
                err.println("  " + outcome.study().name() + ": " + String.valueOf(message(outcome)));
            }
            err.flush();
        }
    }

    private static String message(Outcome outcome) {
        StudyFailedException fault = outcome.fault();
        return fault == null ? "" : fault.code() + ": " + fault.detail();
    }

    private void rows(List<Outcome> outcomes) {
        out.println();
        out.println(String.format(
                "%-" + NAME + "s %10s %14s %14s %9s", "study", "lung", "ground glass", "high opacity", "opacity"));
        for (Outcome outcome : outcomes) {
            ResultDocument result = outcome.result();
            if (result != null) {
                ResultDocument.Measured measured = result.measured();
                out.println(String.format(
                        Locale.ROOT,
                        "%-" + NAME + "s %7.1f mL %11.1f mL %11.1f mL %7.2f %%",
                        shortened(outcome.study().name()),
                        measured.volumesMl().lung(),
                        measured.volumesMl().groundGlass(),
                        measured.volumesMl().highOpacity(),
                        measured.burdenPercent().pneumonia()));
            }
        }
    }

    private static String shortened(String name) {
        return name.length() > NAME ? "…" + name.substring(name.length() - NAME + 1) : name;
    }

    /** 0 when all are measured, 3 when the service failed with one, else 2. */
    public static int exitCode(List<Outcome> outcomes) {
        int code = ExitCode.DONE;
        for (Outcome outcome : outcomes) {
            StudyFailedException fault = outcome.fault();
            code = fault == null ? code : Math.max(code, fault.exitCode());
        }
        return code;
    }
}
