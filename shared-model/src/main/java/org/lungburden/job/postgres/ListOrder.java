package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobQuery.Order;

/**
 * The order of a list, and the place of a page in it. Only a job that succeeded has a burden, so that all jobs of another
 * state are equal in the order by burden, and their index is that of the newest.
 */
enum ListOrder {
    NEWEST("created_at DESC, id DESC") {
        @Override
        String place(ResultSet row) throws SQLException {
            return job(row).encode();
        }

        @Override
        String after(String cursor, Map<String, Object> parameters) {
            put(Cursor.decode(cursor), parameters);
            return " AND (created_at, id) < (:lastCreated, :lastId)";
        }
    },

    BURDEN(ListOrder.BURDEN_OR_NONE + " DESC, created_at DESC, id DESC") {
        @Override
        String place(ResultSet row) throws SQLException {
            Double burden = row.getObject("burden_percent", Double.class);
            return new BurdenCursor(burden == null ? BurdenCursor.NONE : burden, job(row)).encode();
        }

        @Override
        String after(String cursor, Map<String, Object> parameters) {
            BurdenCursor last = BurdenCursor.decode(cursor);
            put(last.job(), parameters);
            parameters.put("lastBurden", last.burden());
            return " AND (" + BURDEN_OR_NONE
                    + ", created_at, id) < (CAST(:lastBurden AS double precision), :lastCreated," + " :lastId)";
        }
    },

    /** {@link #BURDEN} of jobs that have none. */
    WITHOUT_BURDEN("created_at DESC, id DESC") {
        @Override
        String place(ResultSet row) throws SQLException {
            return BURDEN.place(row);
        }

        @Override
        String after(String cursor, Map<String, Object> parameters) {
            BurdenCursor last = BurdenCursor.decode(cursor);
            put(last.job(), parameters);
            return last.burden() == BurdenCursor.NONE ? " AND (created_at, id) < (:lastCreated, :lastId)" : "";
        }
    };

    /** As the index has it. */
    private static final String BURDEN_OR_NONE = "coalesce(burden_percent, CAST(-1 AS double precision))";

    private final String columns;

    ListOrder(String columns) {
        this.columns = columns;
    }

    /** @param mayHaveBurden whether one of the jobs may have succeeded */
    static ListOrder of(Order order, boolean mayHaveBurden) {
        return order == Order.NEWEST ? NEWEST : mayHaveBurden ? BURDEN : WITHOUT_BURDEN;
    }

    /** The end of a statement that reads {@code :rows} rows. */
    String page() {
        return " ORDER BY " + columns + " LIMIT :rows";
    }

    /** The place after a row, for the next page. */
    abstract String place(ResultSet row) throws SQLException;

    /**
     * The condition that a job stands behind the place.
     *
     * @throws org.lungburden.error.CodedException {@code INVALID_REQUEST} for a place of another order
     */
    abstract String after(String cursor, Map<String, Object> parameters);

    /** Nothing for the first page. */
    String behind(@Nullable String cursor, Map<String, Object> parameters) {
        return cursor == null ? "" : after(cursor, parameters);
    }

    private static Cursor job(ResultSet row) throws SQLException {
        return new Cursor(
                row.getObject("created_at", OffsetDateTime.class).toInstant(), row.getObject("id", UUID.class));
    }

    private static void put(Cursor cursor, Map<String, Object> parameters) {
        parameters.put("lastCreated", JobStatements.utc(cursor.createdAt()));
        parameters.put("lastId", cursor.id());
    }
}
