package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Revision;

/** Reads rows of the table {@code revision} with the state of their task; the result, which is large, is left out. */
final class RevisionRows {
    static final String COLUMNS = """
            revision.number, revision.base, revision.author, revision.comment, revision.labels_key,
            revision.labels_bytes, revision.labels_sha256, revision.created_at AS revision_created_at, task.status,
            task.stage, task.progress, task.finished_at AS task_finished_at, task.error_code, task.error_detail
            """;

    private RevisionRows() {}

    static Revision read(ResultSet row, int number) throws SQLException {
        String code = row.getString("error_code");
        String detail = row.getString("error_detail");
        Instant finishedAt = time(row, "task_finished_at");
        return new Revision(
                row.getInt("number"),
                row.getInt("base"),
                row.getString("author"),
                row.getString("comment"),
                new Revision.StoredLabels(
                        row.getString("labels_key"), row.getLong("labels_bytes"), row.getString("labels_sha256")),
                row.getObject("revision_created_at", OffsetDateTime.class).toInstant(),
                new JobStatus(row.getString("status")),
                row.getString("stage"),
                row.getDouble("progress"),
                finishedAt,
                code == null ? null : new JobError(code, detail == null ? "" : detail, List.of()));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
