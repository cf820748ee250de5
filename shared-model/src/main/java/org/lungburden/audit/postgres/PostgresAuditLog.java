package org.lungburden.audit.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.audit.AuditCursor;
import org.lungburden.audit.AuditEntry;
import org.lungburden.audit.AuditLog;
import org.lungburden.audit.AuditPage;
import org.lungburden.audit.AuditQuery;
import org.lungburden.audit.AuditRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code audit}. Its trigger refuses changes, and only its own function removes rows. */
public final class PostgresAuditLog implements AuditLog {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    public PostgresAuditLog(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** The database's clock and number give an entry its place. */
    private record Placed(AuditRecord record, long number) {}

    @Override
    public <T> T with(AuditEntry entry, Supplier<T> change) {
        return transactions.execute(status -> {
            T changed = change.get();
            write(entry);
            return changed;
        });
    }

    @Override
    public <T> T with(Supplier<T> change, Function<T, List<AuditEntry>> entries) {
        return transactions.execute(status -> {
            T changed = change.get();
            write(entries.apply(changed));
            return changed;
        });
    }

    @Override
    public void write(AuditEntry entry) {
        write(List.of(entry));
    }

    @Override
    public void write(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO audit (owner, actor, action, job_id, item, code, times)
                        SELECT * FROM unnest(CAST(:owners AS text[]), CAST(:actors AS text[]), CAST(:actions AS text[]),
                            CAST(:jobs AS uuid[]), CAST(:items AS text[]), CAST(:codes AS text[]), CAST(:times AS integer[]))
                        """)
                .param("owners", column("text", entries, entry -> entry.actor().owner()))
                .param("actors", column("text", entries, entry -> entry.actor().name()))
                .param(
                        "actions",
                        column("text", entries, entry -> entry.action().name()))
                .param("jobs", column("uuid", entries, AuditEntry::jobId))
                .param("items", column("text", entries, AuditEntry::item))
                .param("codes", column("text", entries, PostgresAuditLog::code))
                .param("times", column("integer", entries, AuditEntry::times))
                .update();
    }

    private static @Nullable String code(AuditEntry entry) {
        return entry.refusal() == null ? null : entry.refusal().name();
    }

    private static SqlArrayValue column(
            String type, List<AuditEntry> entries, Function<AuditEntry, @Nullable Object> cell) {
        Object[] cells = new Object[entries.size()];
        Arrays.setAll(cells, number -> cell.apply(entries.get(number)));
        return new SqlArrayValue(type, cells);
    }

    @Override
    public AuditPage list(AuditQuery query) {
        Map<String, Object> parameters = new HashMap<>(Map.of("owner", query.owner(), "limit", query.limit() + 1));
        List<Placed> found = jdbc.sql("SELECT id, at, actor, action, job_id, item, code, times FROM audit"
                        + " WHERE owner = :owner" + conditions(query, parameters)
                        + " ORDER BY at DESC, id DESC LIMIT :limit")
                .params(parameters)
                .query(PostgresAuditLog::read)
                .list();
        boolean more = found.size() > query.limit();
        List<Placed> page = more ? found.subList(0, query.limit()) : found;
        return new AuditPage(
                page.stream().map(Placed::record).toList(), more ? cursor(page.get(page.size() - 1)) : null);
    }

    private static String cursor(Placed last) {
        return new AuditCursor(last.record().at(), last.number()).encode();
    }

    private static String conditions(AuditQuery query, Map<String, Object> parameters) {
        StringBuilder conditions = new StringBuilder();
        if (query.job() != null) {
            conditions.append(" AND job_id = :job");
            parameters.put("job", query.job());
        }
        if (query.actor() != null) {
            conditions.append(" AND actor = :actor");
            parameters.put("actor", query.actor());
        }
        if (query.from() != null) {
            conditions.append(" AND at >= :from");
            parameters.put("from", utc(query.from()));
        }
        if (query.cursor() != null) {
            AuditCursor cursor = AuditCursor.decode(query.cursor());
            conditions.append(" AND (at, id) < (:lastAt, :lastId)");
            parameters.put("lastAt", utc(cursor.at()));
            parameters.put("lastId", cursor.number());
        }
        return conditions.toString();
    }

    private static Placed read(ResultSet row, int number) throws SQLException {
        return new Placed(
                new AuditRecord(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getObject("job_id", UUID.class),
                        row.getString("item"),
                        row.getString("code"),
                        row.getInt("times")),
                row.getLong("id"));
    }

    @Override
    public int expire(Duration keep, int limit) {
        return transactions.execute(status -> jdbc.sql("SELECT audit_expire(make_interval(secs => :keep), :limit)")
                .param("keep", keep.toMillis() / 1000.0)
                .param("limit", limit)
                .query(Integer.class)
                .single());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
