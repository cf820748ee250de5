package org.lungburden.standalone.cohort;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.lungburden.standalone.cohort.CohortDocument.Agreeing;
import org.lungburden.standalone.cohort.CohortDocument.Agreement;
import org.lungburden.statistics.Figure;
import org.lungburden.statistics.Histogram;
import org.lungburden.statistics.Method;
import org.lungburden.statistics.SignedRanks;
import org.lungburden.statistics.Summary;

/** The statistics as tables for people. */
public record CohortText(CohortDocument document, PrintWriter out) {
    private static final int BAR = 40;
    private static final int MOST_LISTED = 20;

    void print() {
        out.println();
        out.println(count(document.rows(), "study") + ", " + document.measured() + " with numbers");
        document.withoutNumbers().forEach((reason, count) -> row("  %-30s %6d", reason, count));
        out.println();
        row("%-14s %5s   %-34s %-22s %s", "", "n", "median (IQR)", "mean (SD)", "range");
        for (CohortDocument.Spread spread : document.measures()) {
            String title = title(spread.measure());
            String row = spread.summary()
                    .fold(
                            summary -> spread(title, spread.unit(), summary),
                            why -> line("%-14s %5d   absent: %s", title, 0, why.sentence()));
            out.println(row);
        }
        document.burden().fold(this::histogram, why -> 0);
        if (document.agreement() != null) {
            agreement(document.agreement());
        }
        out.println();
        out.println(document.notice());
    }

    private static String spread(String title, String unit, Summary of) {
        String median = line("%.1f (%.1f to %.1f) %s", of.median(), of.q1(), of.q3(), unit);
        String mean = of.sd().fold(sd -> line("%.1f (%.1f)", of.mean(), sd), why -> line("%.1f", of.mean()));
        return line("%-14s %5d   %-34s %-22s %.1f to %.1f", title, of.n(), median, mean, of.min(), of.max());
    }

    private int histogram(Histogram histogram) {
        int most = histogram.counts().stream().mapToInt(Integer::intValue).max().orElse(1);
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(histogram.width()) + 1e-9));
        out.println();
        out.println("Burden in percent of the lung");
        for (int n = 0; n < histogram.counts().size(); n++) {
            int count = histogram.counts().get(n);
            String from = line("%." + decimals + "f", histogram.edges().get(n));
            String to = line("%." + decimals + "f", histogram.edges().get(n + 1));
            int length = count == 0 ? 0 : Math.max(1, Math.round((float) BAR * count / most));
            out.println(line("%8s to %-8s %-" + BAR + "s %6d", from, to, "#".repeat(length), count));
        }
        return most;
    }

    private void agreement(Agreement agreement) {
        out.println();
        out.println(count(agreement.compared(), "study") + " compared with the reference");
        List<CohortDocument.Missing> missing = agreement.notCompared();
        missing.stream()
                .limit(MOST_LISTED)
                .forEach(one -> out.println(
                        "  not compared: " + Dialect.shown(one.study()) + ", " + one.reason() + ": " + one.detail()));
        if (missing.size() > MOST_LISTED) {
            out.println("  and " + (missing.size() - MOST_LISTED) + " more, see statistics.json");
        }
        out.println();
        row(
                "%-14s %5s   %-22s %-17s %-36s %s",
                "", "n", "Dice, median (IQR)", "Spearman", "bias (limits of agreement)", "Wilcoxon");
        agreement.measures().forEach(this::agreeing);
        out.println("Bias is result minus reference; 95 % of differences are expected within the limits (1.96 SD).");
    }

    private void agreeing(Agreeing of) {
        Figure<Summary> dices = of.dice();
        String dice = dices == null
                ? ""
                : dices.fold(found -> line("%.2f (%.2f to %.2f)", found.median(), found.q1(), found.q3()), why -> "-");
        String spearman = of.spearman().fold(found -> line("%.2f, %s", found.coefficient(), p(found.p())), why -> "-");
        String bias = of.blandAltman()
                .fold(
                        found -> line(
                                "%.1f (%.1f to %.1f) %s",
                                found.bias(), found.lowerLimit(), found.upperLimit(), of.unit()),
                        why -> "-");
        String ranks = of.signedRanks().fold(CohortText::ranks, why -> "-");
        row("%-14s %5d   %-22s %-17s %-36s %s", title(of.measure()), of.n(), dice, spearman, bias, ranks);
    }

    private static String ranks(SignedRanks found) {
        return p(found.p()) + (found.method() == Method.EXACT ? ", exact" : ", asymptotic");
    }

    /** As papers print it. */
    public static String p(double p) {
        return p < 0.001 ? "p < 0.001" : line("p = %.3f", p);
    }

    private static String title(String column) {
        for (Measure measure : Measure.values()) {
            if (measure.column().equals(column)) {
                return measure.title();
            }
        }
        return column;
    }

    private static String count(int n, String what) {
        return n + " " + (n == 1 ? what : "studies");
    }

    private void row(String format, Object... cells) {
        out.println(line(format, cells).stripTrailing());
    }

    private static String line(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells);
    }
}
