package org.lungburden.job.postgres;

import java.util.List;
import java.util.Locale;

/** Lines of a table in Markdown. */
final class BenchTable {
    static final String HEAD =
            "| call, and its statements | runs | median ms | p99 ms | pages | plan |\n|---|---|---|---|---|---|";

    private static final int SHORT = 70;

    private BenchTable() {}

    static String call(String name, List<Double> ms) {
        return line("**" + name + "**", ms, "", "");
    }

    /** @param served runs of one statement, with the plan of the last */
    static String statement(List<ServedPlan> served) {
        ServedPlan last = served.get(served.size() - 1);
        long pages = served.stream().mapToLong(ServedPlan::buffers).max().orElseThrow();
        String text = last.query().strip().replaceAll("\\s+", " ").replace("|", "\\|");
        return line(
                "`" + (text.length() > SHORT ? text.substring(0, SHORT) + "…" : text) + "`",
                served.stream().map(ServedPlan::ms).toList(),
                Long.toString(pages),
                last.summary());
    }

    private static String line(String what, List<Double> ms, String pages, String plan) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %s | %s |",
                what,
                ms.size(),
                percentile(ms, 0.5),
                percentile(ms, 0.99),
                pages,
                plan);
    }

    /** The least value that at least this share of all do not exceed. */
    static double percentile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
