package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchTableTest {
    private static final String PLAN = """
            {"Query Text": "UPDATE job\\n  SET a = b || c", "Plan": {"Node Type": "ModifyTable", "Operation": "Update",
            "Relation Name": "job", "Shared Hit Blocks": 7, "Shared Read Blocks": 2, "Plans": [
            {"Node Type": "Index Scan", "Relation Name": "job", "Index Name": "job_pkey"},
            {"Node Type": "Sort", "Plans": [{"Node Type": "Seq Scan", "Relation Name": "outbox"}]}]}}
            """;

    @Test
    void percentilesAreValuesThatWereMeasured() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(n -> 101.0 - n).toList();
        assertThat(BenchTable.percentile(hundred, 0.5)).isEqualTo(50);
        assertThat(BenchTable.percentile(hundred, 0.99)).isEqualTo(99);
        assertThat(BenchTable.percentile(List.of(3.0), 0.99)).isEqualTo(3);
    }

    @Test
    void aLineTellsTimesPagesAndPlan() {
        ServedPlan plan = ServedPlan.read(1.25, PLAN);
        assertThat(BenchTable.statement(List.of(ServedPlan.read(0.5, PLAN), plan)))
                .isEqualTo("| `UPDATE job SET a = b \\|\\| c` | 2 | 0.50 | 1.25 | 9 |"
                        + " Update job, Index Scan job_pkey, Sort, Seq Scan outbox |");
        assertThat(BenchTable.call("claim", List.of(2.0))).isEqualTo("| **claim** | 1 | 2.00 | 2.00 |  |  |");
    }
}
