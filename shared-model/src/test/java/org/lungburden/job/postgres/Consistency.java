package org.lungburden.job.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold between a job and the rows beside it whenever no transaction is open. Each query finds offenders. */
final class Consistency {
    private static final Map<String, String> OFFENDERS = new LinkedHashMap<>();

    static {
        OFFENDERS.put("QUEUED without the message of that move", """
                SELECT id FROM job j WHERE status = 'QUEUED'
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.job_id = j.id AND o.due_at = j.due_at)
                """);
        OFFENDERS.put("other attempts than its number tells", """
                SELECT id FROM job j WHERE attempt <> (SELECT count(*) FROM attempt a WHERE a.job_id = j.id)
                OR attempt <> (SELECT coalesce(max(number), 0) FROM attempt a WHERE a.job_id = j.id)
                """);
        OFFENDERS.put("an open attempt that is not the last of a RUNNING job", """
                SELECT j.id FROM job j JOIN attempt a ON a.job_id = j.id
                WHERE a.ended_at IS NULL AND NOT (j.status = 'RUNNING' AND a.number = j.attempt)
                """);
        OFFENDERS.put("RUNNING without its open attempt and lease", """
                SELECT id FROM job j WHERE status = 'RUNNING' AND (lease_until IS NULL OR NOT EXISTS
                    (SELECT 1 FROM attempt a WHERE a.job_id = j.id AND a.number = j.attempt AND a.ended_at IS NULL))
                """);
        OFFENDERS.put("an ended attempt without outcome, or a failed one without code", """
                SELECT job_id FROM attempt WHERE (ended_at IS NULL) <> (outcome IS NULL)
                OR (outcome = 'FAILED') <> (code IS NOT NULL)
                """);
        OFFENDERS.put("SUCCEEDED by another attempt than its last", """
                SELECT id FROM job j WHERE (status = 'SUCCEEDED') <> EXISTS
                    (SELECT 1 FROM attempt a WHERE a.job_id = j.id AND outcome = 'SUCCEEDED' AND number = j.attempt)
                """);
        OFFENDERS.put("artifacts of a job that did not succeed, or of another attempt", """
                SELECT j.id FROM job j JOIN artifact a ON a.job_id = j.id
                WHERE j.status <> 'SUCCEEDED' OR a.attempt <> j.attempt
                """);
        OFFENDERS.put("deleted without purge, or the reverse", """
                SELECT id FROM job j WHERE (deleted_at IS NOT NULL) <> EXISTS (SELECT 1 FROM purge p WHERE p.job_id = j.id)
                """);
        OFFENDERS.put("deleted but not finished", """
                SELECT id FROM job WHERE deleted_at IS NOT NULL AND status IN ('QUEUED', 'RUNNING')
                """);
        OFFENDERS.put("finished without a time, or the reverse", """
                SELECT id FROM job WHERE (finished_at IS NOT NULL) <> (status NOT IN ('QUEUED', 'RUNNING'))
                """);
    }

    private final JdbcClient jdbc;

    Consistency(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        OFFENDERS.forEach((fault, query) -> jdbc.sql(query).query(UUID.class).list().stream()
                .map(id -> fault + ": " + id)
                .forEach(faults::add));
        return faults;
    }
}
