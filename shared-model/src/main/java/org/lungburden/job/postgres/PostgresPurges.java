package org.lungburden.job.postgres;

import java.time.Duration;
import java.util.List;
import org.lungburden.job.JobSettings;
import org.lungburden.job.upkeep.PurgeSettings;
import org.lungburden.job.upkeep.Purges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The table of purges. Moving the due time leases a round; the number of tries is the fence. A deleted job goes after its
 * last round, a job that expired stays.
 */
final class PostgresPurges implements Purges {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final PurgeSettings settings;
    private final Duration secondRound;

    /** @param secondRound time from the first round to the second */
    PostgresPurges(JdbcClient jdbc, TransactionOperations transactions, PurgeSettings settings, JobSettings jobs) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.secondRound = settings.secondRound(jobs);
    }

    @Override
    public List<Round> take(int limit) {
        return transactions.execute(status -> jdbc.sql("""
                        WITH due AS MATERIALIZED (
                            SELECT job_id FROM purge WHERE due_at <= (SELECT clock_timestamp())
                            ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                        UPDATE purge SET tries = tries + 1, due_at = clock_timestamp() + make_interval(
                            secs => least(:delay * power(2, least(tries, 30)), :longest))
                        FROM due JOIN job ON job.id = due.job_id WHERE purge.job_id = due.job_id
                        RETURNING purge.job_id, job.upload_key, purge.again, purge.tries
                        """)
                .param("limit", limit)
                .param("delay", JobStatements.seconds(settings.retryDelay()))
                .param("longest", JobStatements.seconds(settings.longestRetryDelay()))
                .query(Round.class)
                .list());
    }

    @Override
    public void done(Round round) {
        transactions.executeWithoutResult(status -> {
            JdbcClient.StatementSpec statement =
                    round.again() ? jdbc.sql("""
                            UPDATE purge SET again = false, tries = 0,
                                due_at = clock_timestamp() + make_interval(secs => :later)
                            WHERE job_id = :job AND again AND tries = :tries
                            """).param("later", JobStatements.seconds(secondRound)) : jdbc.sql("""
                            WITH last AS (DELETE FROM purge WHERE job_id = :job AND NOT again AND tries = :tries
                                RETURNING job_id)
                            DELETE FROM job USING last WHERE id = last.job_id AND deleted_at IS NOT NULL
                            """);
            statement.param("job", round.jobId()).param("tries", round.tries()).update();
        });
    }

    @Override
    public void allDueAtStart() {
        transactions.executeWithoutResult(
                status -> jdbc.sql("UPDATE purge SET again = false, tries = 0, due_at = clock_timestamp()")
                        .update());
    }
}
