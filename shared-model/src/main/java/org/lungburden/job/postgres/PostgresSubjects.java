package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Batches.Member;
import org.lungburden.job.Job;
import org.lungburden.job.Subjects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Subjects out of the index of the jobs' list, as batches are found: see ADR 32 and {@link PostgresBatches}. */
final class PostgresSubjects implements Subjects {
    /** One descent of the index finds the next name, however many jobs the subject has. */
    private static final String PAGE = """
            WITH RECURSIVE each AS (
                (SELECT subject, created_at, 1 AS place FROM job
                 WHERE owner = :owner AND subject > :after AND deleted_at IS NULL
                 ORDER BY owner, subject, created_at DESC, id DESC LIMIT 1)
                UNION ALL
                SELECT further.subject, further.created_at, each.place + 1 FROM each CROSS JOIN LATERAL (
                    SELECT subject, created_at FROM job
                    WHERE owner = :owner AND subject > each.subject AND deleted_at IS NULL
                    ORDER BY owner, subject, created_at DESC, id DESC LIMIT 1) AS further
                WHERE each.place < :limit)
            SELECT subject, created_at, (SELECT count(*) FROM (SELECT FROM job
                WHERE owner = :owner AND subject = each.subject AND deleted_at IS NULL LIMIT :most) AS counted) AS jobs
            FROM each ORDER BY place
            """;

    private static final String SCANS = "SELECT " + JobRows.COLUMNS + ", " + JobStatements.COUNTING + """
             AS result FROM job WHERE owner = :owner AND subject = (SELECT :subject) AND deleted_at IS NULL
            AND status = (SELECT 'SUCCEEDED') AND result IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final JobRows rows;
    private final UnreadableRows unreadable;

    PostgresSubjects(JdbcClient jdbc, TransactionOperations transactions, JobRows rows, UnreadableRows unreadable) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.unreadable = unreadable;
    }

    @Override
    public List<Listed> subjects(String owner, @Nullable String after, int limit) {
        return transactions.execute(status -> {
            jdbc.sql(PostgresBatches.SHORT).query(row -> {});
            return jdbc.sql(PAGE)
                    .param("owner", owner)
                    // no label is empty
                    .param("after", Objects.requireNonNullElse(after, ""))
                    .param("limit", limit)
                    .param("most", MOST_COUNTED)
                    .query((row, n) -> new Listed(
                            row.getString("subject"),
                            row.getInt("jobs"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant()))
                    .list();
        });
    }

    @Override
    public List<Member> scans(String owner, String subject, int limit) {
        return jdbc.sql(SCANS)
                .param("owner", owner)
                .param("subject", subject)
                .param("limit", limit)
                .query((row, n) -> unreadable.read(row, "id", this::member).orElseThrow(UnreadableRows::refusal))
                .list();
    }

    private Member member(ResultSet row, int number) throws SQLException {
        Job job = rows.read(row, number);
        return new Member(job, job.review().document(row.getString("result")));
    }
}
