package org.lungburden.usage.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lungburden.usage.Usage;
import org.lungburden.usage.UsageLedger;
import org.springframework.jdbc.core.JdbcOperations;

/** One row for each caller, which holds the present minute and the present day. */
public final class PostgresUsageLedger implements UsageLedger {
    /** In the order of the callers, so that two processes never wait for each other in a circle. */
    private static final String ADD = """
            INSERT INTO caller_usage AS u (caller, minute, requests, day, bytes)
            SELECT * FROM unnest(?::text[], ?::timestamptz[], ?::bigint[], ?::date[], ?::bigint[])
            ON CONFLICT (caller) DO UPDATE SET
                requests = CASE WHEN u.minute = EXCLUDED.minute THEN u.requests + EXCLUDED.requests
                    WHEN u.minute < EXCLUDED.minute THEN EXCLUDED.requests ELSE u.requests END,
                minute = greatest(u.minute, EXCLUDED.minute),
                bytes = CASE WHEN u.day = EXCLUDED.day THEN u.bytes + EXCLUDED.bytes
                    WHEN u.day < EXCLUDED.day THEN EXCLUDED.bytes ELSE u.bytes END,
                day = greatest(u.day, EXCLUDED.day)
            RETURNING caller, minute, requests, day, bytes
            """;

    private final JdbcOperations jdbc;

    public PostgresUsageLedger(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Usage> add(Map<String, Usage> used) {
        Map<String, Usage> sorted = new TreeMap<>(used);
        Map<String, Usage> totals = new HashMap<>();
        jdbc.query(connection -> statement(connection, sorted), row -> {
            totals.put(row.getString("caller"), usage(row));
        });
        return totals;
    }

    private static PreparedStatement statement(Connection connection, Map<String, Usage> used) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(ADD);
        Usage[] each = used.values().toArray(new Usage[0]);
        statement.setArray(1, array(connection, "text", used.keySet().toArray()));
        Object[] minutes = new Object[each.length];
        Object[] requests = new Object[each.length];
        Object[] days = new Object[each.length];
        Object[] bytes = new Object[each.length];
        for (int n = 0; n < each.length; n++) {
            minutes[n] = each[n].minute().atOffset(ZoneOffset.UTC).toString();
            requests[n] = each[n].requests();
            days[n] = Date.valueOf(each[n].day());
            bytes[n] = each[n].bytes();
        }
        statement.setArray(2, array(connection, "timestamptz", minutes));
        statement.setArray(3, array(connection, "bigint", requests));
        statement.setArray(4, array(connection, "date", days));
        statement.setArray(5, array(connection, "bigint", bytes));
        return statement;
    }

    private static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    private static Usage usage(ResultSet row) throws SQLException {
        return new Usage(
                row.getObject("minute", OffsetDateTime.class).toInstant(),
                row.getLong("requests"),
                row.getObject("day", java.time.LocalDate.class),
                row.getLong("bytes"));
    }
}
