package org.lungburden.job.postgres;

import java.util.List;
import org.lungburden.job.FairOrder;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.JobPriority;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which owners' jobs wait, and when each owner was served. Turns are written before the claim and outside of its
 * transaction: a process that pauses within the claim then holds no lock on which other claims wait, and those see the
 * turn at once.
 */
final class OwnerTurns {
    /** Together with {@code deleted_at IS NULL} only the index {@code job_turn} knows these rows. */
    static final String WAITS = "(status || '') = 'QUEUED' AND deleted_at IS NULL";

    /**
     * Steps from owner to owner in the index, and reads of each only the job that is due first: with many waiting jobs
     * of one owner this costs no more than with one.
     */
    static final String EACH_WAITING = """
            WITH RECURSIVE waiting AS (
                (SELECT priority, owner, due_at FROM job WHERE %1$s ORDER BY priority, owner, due_at LIMIT 1)
                UNION ALL
                SELECT next.priority, next.owner, next.due_at FROM waiting, LATERAL (
                    SELECT priority, owner, due_at FROM job
                    WHERE %1$s AND (priority, owner) > (waiting.priority, waiting.owner)
                    ORDER BY priority, owner, due_at LIMIT 1) AS next)
            """.formatted(WAITS);

    private static final String DUE = EACH_WAITING + """
            , claim AS MATERIALIZED (SELECT nextval('claim_number') AS number)
            SELECT waiting.owner, waiting.priority, coalesce(owner_turn.served, 0) AS served, claim.number
            FROM waiting CROSS JOIN claim LEFT JOIN owner_turn
                ON owner_turn.owner = waiting.owner AND owner_turn.priority = waiting.priority
            WHERE waiting.due_at <= clock_timestamp()
            """;

    private final JdbcClient jdbc;

    OwnerTurns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A claim's number, and an owner whose jobs it may take. */
    record Candidate(Waiting waiting, long claim) {}

    /** The owners with due jobs, the one whose turn it is first. */
    List<Candidate> due() {
        List<Candidate> due = jdbc.sql(DUE)
                .query((row, n) -> new Candidate(
                        new Waiting(
                                row.getString("owner"),
                                new JobPriority(row.getString("priority")),
                                row.getLong("served")),
                        row.getLong("number")))
                .list();
        // All candidates carry the number of the same claim.
        return due.stream()
                .sorted((one, other) -> FairOrder.at(one.claim()).compare(one.waiting(), other.waiting()))
                .toList();
    }

    void serve(Candidate candidate) {
        jdbc.sql("""
                        INSERT INTO owner_turn (owner, priority, served) VALUES (:owner, :priority, :claim)
                        ON CONFLICT (owner, priority)
                        DO UPDATE SET served = greatest(owner_turn.served, excluded.served)
                        """)
                .param("owner", candidate.waiting().owner())
                .param("priority", candidate.waiting().priority().name())
                .param("claim", candidate.claim())
                .update();
    }
}
