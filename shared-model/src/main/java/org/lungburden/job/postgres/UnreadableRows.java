package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.lungburden.database.DatabaseOutage;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowMapper;

/**
 * Rows of jobs that this version cannot read. Each counts and is left out, so that it hides no other row. The log names
 * a row once, although waiting clients make the service read it several times a second.
 */
final class UnreadableRows {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRows.class);
    private static final int MOST_TOLD = 1000;

    private final LongAdder count = new LongAdder();
    /** Guarded by itself; the key names the row. */
    private final Map<String, Boolean> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_TOLD;
        }
    };

    /** How often a row was left out since this process started. */
    long count() {
        return count.sum();
    }

    /** @param id column that names the job in the log */
    <T> Optional<T> read(ResultSet row, String id, RowMapper<T> mapper) throws SQLException {
        try {
            return Optional.ofNullable(mapper.mapRow(row, 0));
        } catch (SQLException | RuntimeException e) {
            if (DatabaseOutage.causes(e)) {
                throw e;
            }
            leaveOut(row.getString(id), e);
            return Optional.empty();
        }
    }

    static CodedException refusal() {
        return new CodedException(
                ErrorCode.INTERNAL, "This version of the service cannot read the job; a newer one may.");
    }

    /** The text of the failure may hold what stands in the row, so the log has only its kind. */
    private void leaveOut(String job, Exception failure) {
        count.increment();
        boolean first;
        synchronized (told) {
            first = told.put(job, true) == null;
        }
        if (first) {
            LOG.error(
                    "A row of job {} holds what this version cannot read ({}); it is left out",
                    job,
                    failure.getClass().getName());
        }
    }
}
