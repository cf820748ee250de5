package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Pages of jobs by keyset. A page begins at the cursor's place in the index and reads no earlier row.
 * Values stand in subqueries to hide them from the planner. The planner would otherwise choose another index for values
 * that outdated statistics call common, or the queue's index for {@code QUEUED}.
 */
final class JobLists {
    private static final int MAX_LIMIT = 200;
    private static final String SELECT =
            "SELECT " + JobRows.COLUMNS + " FROM job WHERE owner = :owner AND deleted_at IS NULL";
    /**
     * The first labels that begin so, in the order of the indexes. What begins so ends before the same with the last of
     * all characters behind it.
     */
    private static final String FOUND = """
            (SELECT id FROM job WHERE owner = :owner AND deleted_at IS NULL AND %1$s IS NOT NULL
             AND (lower(%1$s) COLLATE "C") >= (SELECT lower(:search) COLLATE "C")
             AND (lower(%1$s) COLLATE "C") < (SELECT (lower(:search) || chr(1114111)) COLLATE "C")
             ORDER BY (lower(%1$s) COLLATE "C"), created_at DESC LIMIT :found)
            """;

    private static final String SEARCH =
            " AND id = ANY (ARRAY(" + FOUND.formatted("reference") + " UNION ALL " + FOUND.formatted("subject") + "))";

    /** No index fits every combination of filters, and a list must not hold a connection for long. */
    private static final String SHORT = "SET LOCAL statement_timeout = '1500ms'";

    private final JdbcClient jdbc;

    private final TransactionOperations transactions;
    private final UnreadableRows unreadable;
    private final JobRows rows;

    JobLists(JdbcClient jdbc, TransactionOperations transactions, UnreadableRows unreadable, JobRows rows) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.unreadable = unreadable;
    }

    /** Counts no further than {@code most}, as a count reads every row that it counts. */
    int waiting(String owner, int most) {
        return jdbc.sql("""
                        SELECT count(*) FROM (SELECT 1 FROM job WHERE owner = :owner AND status = (SELECT 'QUEUED')
                            AND deleted_at IS NULL LIMIT :most) counted
                        """)
                .param("owner", owner)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** @param job empty when this version cannot read it */
    private record Listed(String place, Optional<Job> job) {}

    JobPage page(JobQuery query) {
        if (query.limit() < 1 || query.limit() > MAX_LIMIT) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, "The limit must lie between 1 and " + MAX_LIMIT + ".");
        }
        Statement statement = statement(query);
        ListOrder order = ListOrder.of(query.order(), true);
        List<Listed> found = transactions.execute(status -> {
            jdbc.sql(SHORT).update();
            return jdbc.sql(statement.sql())
                    .params(statement.parameters())
                    .query((row, n) -> read(row, order))
                    .list();
        });
        boolean last = found.size() <= query.limit();
        List<Listed> shown = last ? found : found.subList(0, query.limit());
        List<Job> items =
                shown.stream().flatMap(listed -> listed.job().stream()).toList();
        return new JobPage(items, last ? null : shown.get(shown.size() - 1).place());
    }

    private Listed read(ResultSet row, ListOrder order) throws SQLException {
        return new Listed(order.place(row), unreadable.read(row, "id", rows::read));
    }

    /** A statement and its named parameters. */
    record Statement(String sql, Map<String, Object> parameters) {}

    /** Asks for one job more than the page shows; an extra row proves that another page follows. */
    static Statement statement(JobQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("owner", query.owner());
        parameters.put("rows", query.limit() + 1);
        String matching = SELECT + conditions(query, parameters);
        List<String> statuses =
                query.filter().statuses().stream().map(JobStatus::name).sorted().toList();
        ListOrder order = ListOrder.of(query.order(), true);
        if (statuses.isEmpty()) {
            return new Statement(matching + order.behind(query.cursor(), parameters) + order.page(), parameters);
        }
        // One index scan for each status: a scan for several statuses at once returns rows without the index's order.
        List<String> scans = new ArrayList<>();
        for (String status : statuses) {
            ListOrder own = ListOrder.of(query.order(), status.equals(JobStatus.SUCCEEDED.name()));
            parameters.put(status, status);
            scans.add("(" + matching + own.behind(query.cursor(), parameters) + " AND status = (SELECT :" + status + ")"
                    + own.page() + ")");
        }
        return new Statement(
                "SELECT " + JobRows.COLUMNS + " FROM (" + String.join(" UNION ALL ", scans) + ") job" + order.page(),
                parameters);
    }

    private static String conditions(JobQuery query, Map<String, Object> parameters) {
        StringBuilder conditions = new StringBuilder();
        JobFilter filter = query.filter();
        filter.values().forEach((field, value) -> {
            conditions
                    .append(" AND ")
                    .append(column(field))
                    .append(" = (SELECT :")
                    .append(field)
                    .append(")");
            parameters.put(field.name(), value);
        });
        if (filter.createdFrom() != null) {
            conditions.append(" AND created_at >= :from");
            parameters.put("from", JobStatements.utc(filter.createdFrom()));
        }
        if (filter.createdTo() != null) {
            conditions.append(" AND created_at < :to");
            parameters.put("to", JobStatements.utc(filter.createdTo()));
        }
        if (filter.search() != null) {
            conditions.append(SEARCH);
            parameters.put("search", filter.search());
            parameters.put("found", JobFilter.MOST_FOUND);
        }
        return conditions.toString();
    }

    private static String column(JobFilter.Field field) {
        return switch (field) {
            case CODE -> "error_code";
            case REFERENCE -> "reference";
            case SUBJECT -> "subject";
            case BATCH -> "batch";
            case STUDY_INSTANCE_UID -> "study_instance_uid";
        };
    }
}
