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

    /** Likewise for tasks, which a person waits for. */
    private static final String EACH_WAITING_TASK = """
            , waiting_task AS (
                (SELECT owner, due_at FROM task WHERE %1$s ORDER BY owner, due_at LIMIT 1)
                UNION ALL
                SELECT next.owner, next.due_at FROM waiting_task, LATERAL (
                    SELECT owner, due_at FROM task WHERE %1$s AND owner > waiting_task.owner
                    ORDER BY owner, due_at LIMIT 1) AS next)
            """.formatted(TaskStatements.WAITS);

    private static final String DUE = EACH_WAITING + EACH_WAITING_TASK + """
            , claim AS MATERIALIZED (SELECT nextval('claim_number') AS number)
            SELECT due.owner, due.priority, due.task, coalesce(owner_turn.served, 0) AS served, claim.number
            FROM (SELECT owner, priority, due_at, false AS task FROM waiting
                UNION ALL SELECT owner, 'interactive', due_at, true FROM waiting_task) AS due
            CROSS JOIN claim LEFT JOIN owner_turn
                ON owner_turn.owner = due.owner AND owner_turn.priority = due.priority
            WHERE due.due_at <= clock_timestamp() ORDER BY due.due_at
            """;

    private final JdbcClient jdbc;

    OwnerTurns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A claim's number, and an owner whose jobs, or whose tasks, it may take.
     *
     * @param task whether tasks
     */
    record Candidate(Waiting waiting, long claim, boolean task) {}

    /**
     * The owners with due jobs or tasks, the one whose turn it is first. Of one owner's interactive jobs and tasks come
     * first those that have been due longer.
     */
    List<Candidate> due() {
        List<Candidate> due = jdbc.sql(DUE)
                .query((row, n) -> new Candidate(
                        new Waiting(
                                row.getString("owner"),
                                new JobPriority(row.getString("priority")),
                                row.getLong("served")),
                        row.getLong("number"),
                        row.getBoolean("task")))
                .list();
        // All candidates carry the number of the same claim, and the sort keeps the order of equal ones.
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
