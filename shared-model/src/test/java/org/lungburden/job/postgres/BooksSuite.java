package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What each call of the store costs. The plans are those with which the server ran the calls' own statements: none reads
 * a whole table, none touches many more pages than it has rows.
 */
abstract class BooksSuite extends FilledBooks {
    /** The driver asks for a plan without the values, a generic one, only when a statement comes again and again. */
    private static final int TIMES = 12;

    BooksSuite(PostgresExtension postgres) {
        super(postgres);
    }

    @Test
    void noCallReadsMuchMoreThanItAnswers() throws Exception {
        List<String> faults = new ArrayList<>();
        check("with the statistics of an idle time", faults);
        try (Connection dump = postgres.connect()) {
            dump.setAutoCommit(false);
            dump.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            dump.createStatement().execute("SELECT count(*) FROM model");
            check("with an open snapshot", faults);
        }
        analyze();
        check("with fresh statistics", faults);
        assertThat(faults).isEmpty();
    }

    private void check(String when, List<String> faults) throws Exception {
        for (Map.Entry<String, Supplier<Runnable>> call : calls().entrySet()) {
            List<ServedPlan> served = served(prepare(call.getValue(), TIMES));
            assertThat(served).as(call.getKey()).isNotEmpty();
            for (ServedPlan plan : served) {
                plan.faults().stream()
                        .map(fault -> call.getKey() + " " + when + " " + fault + ": "
                                + plan.query().strip() + "\n"
                                + plan.json().get("Plan").toPrettyString())
                        .forEach(faults::add);
            }
        }
    }
}
