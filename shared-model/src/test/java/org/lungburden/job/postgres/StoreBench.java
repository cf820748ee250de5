package org.lungburden.job.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * {@code lungburden bench store} runs this class, and no build does. The table goes to the file that the property
 * {@code lungburden.bench.table} names. The time of a call is that of its caller, with the commit; the time of a statement
 * is that of the server, which also tells the plan.
 */
class StoreBench extends FilledBooks {
    /** For the compiler, and until the driver has each statement prepared. */
    private static final int WARM_UP = 30;

    private final int runs = Integer.getInteger("lungburden.bench.runs", 200);
    private final Path table = Path.of(System.getProperty("lungburden.bench.table", "target/bench-store.md"));

    StoreBench() {
        super(PostgresExtension.embedded());
    }

    @Test
    void measure() throws Exception {
        analyze();
        write(BenchTable.HEAD);
        for (Map.Entry<String, Supplier<Runnable>> call : calls().entrySet()) {
            served(prepare(call.getValue(), WARM_UP));
            List<Double> took = new ArrayList<>();
            List<Runnable> timed = prepare(call.getValue(), runs).stream()
                    .map(run -> timed(run, took))
                    .toList();
            Map<String, List<ServedPlan>> statements = new LinkedHashMap<>();
            for (ServedPlan plan : served(timed)) {
                statements
                        .computeIfAbsent(plan.query(), query -> new ArrayList<>())
                        .add(plan);
            }
            write(BenchTable.call(call.getKey(), took));
            for (List<ServedPlan> served : statements.values()) {
                write(BenchTable.statement(served));
            }
        }
    }

    private static Runnable timed(Runnable call, List<Double> took) {
        return () -> {
            long begin = System.nanoTime();
            call.run();
            took.add((System.nanoTime() - begin) / 1e6);
        };
    }

    private void write(String line) throws Exception {
        Files.writeString(table, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
