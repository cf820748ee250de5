package org.lungburden.job.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.FairOrder;
import org.lungburden.job.Fence;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import org.lungburden.job.LabelChanges;
import org.lungburden.job.StudyChoices;
import org.lungburden.result.StoredResults;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The only statements that change a job. Each statement expects a state, and a worker's statement also expects its
 * attempt. The number of changed rows shows whether the expectation held. The caller's transaction also holds the
 * attempt and outbox rows.
 */
final class JobStatements extends FencedStatements {
    private static final String CLIENT = " WHERE id = :id AND owner = :owner AND deleted_at IS NULL";
    /** The result of the accepted revision, or the automatic one. */
    static final String COUNTING = "coalesce((SELECT revision.result FROM revision"
            + " WHERE revision.job_id = job.id AND revision.number = job.accepted_revision), job.result)";

    private static final String ONE = " AND deleted_at IS NULL AND id = :id";

    /** The range says no more than that priority and owner are these, but no index of the lists can answer a range. */
    private static final String LONGEST_DUE = """
            AND deleted_at IS NULL AND id =
            (SELECT id FROM job WHERE %s AND (priority, owner, due_at) >= (:priority, :owner, '-infinity')
             AND (priority, owner, due_at) <= (:priority, :owner, (SELECT clock_timestamp()))
             ORDER BY priority, owner, due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            """.formatted(OwnerTurns.WAITS);

    JobStatements(JdbcClient jdbc) {
        super(jdbc, "job");
    }

    Optional<Claimed> claim(UUID id, Duration lease, Instant now) {
        return claimed(claim(ONE).param("id", id), lease, now);
    }

    /** Of these jobs the one that has been due longest; passes those that somebody else claims at this moment. */
    Optional<Claimed> claimLongestDue(FairOrder.Waiting of, Duration lease, Instant now) {
        return claimed(
                claim(LONGEST_DUE)
                        .param("owner", of.owner())
                        .param("priority", of.priority().name()),
                lease,
                now);
    }

    Optional<Changed> complete(Fence fence, String resultJson, Instant now) {
        return fenced("""
                SET status = 'SUCCEEDED', stage = 'WRITING', progress = 1, result = :result,
                    finished_at = :now, lease_until = NULL, version = version + 1
                """, fence, " RETURNING attempt, owner")
                .param("result", resultJson)
                .param("now", utc(now))
                .query(Changed.class)
                .optional();
    }

    /** Keeps the lease, because the purge must wait until the worker has noticed. */
    Optional<Changed> cancel(String owner, UUID id, ExpectedVersion expected, Instant now) {
        return client("""
                UPDATE job SET status = 'CANCELLED', finished_at = :now, version = version + 1
                %s AND status = ANY (CAST((SELECT :from) AS text[]))
                """, owner, id, expected)
                .param("now", utc(now))
                .param("from", array("text", leadingTo(JobStatus.CANCELLED), name -> name))
                .query(Changed.class)
                .optional();
    }

    /** @param choices what they do not say stays as it was */
    Optional<Changed> retry(String owner, UUID id, ExpectedVersion expected, StudyChoices choices, Instant now) {
        return client("""
                UPDATE job SET status = 'QUEUED', failures = 0, setbacks = 0, queued_since = :now,
                    due_at = clock_timestamp(), lease_until = NULL, stage = NULL, progress = 0, started_at = NULL,
                    finished_at = NULL, error_code = NULL, error_detail = NULL, error_candidates = NULL,
                    series_instance_uid = coalesce(CAST(:series AS text), series_instance_uid),
                    files = coalesce(CAST(:files AS text), files), version = version + 1
                %s AND status = ANY (CAST((SELECT :from) AS text[])) AND upload_spent_at IS NULL
                """, owner, id, expected)
                .param("now", utc(now))
                .param("series", choices.seriesInstanceUid())
                .param("files", FilesText.of(choices.files()))
                .param("from", array("text", finishedLeadingTo(JobStatus.QUEUED), name -> name))
                .query(Changed.class)
                .optional();
    }

    /** Changes nothing of a job whose labels went with its time of keeping. */
    Optional<Changed> relabel(String owner, UUID id, ExpectedVersion expected, LabelChanges changes) {
        String columns = changes.values().keySet().stream()
                .sorted()
                .map(JobStatements::assignment)
                .collect(Collectors.joining(", "));
        JdbcClient.StatementSpec statement = client(
                "UPDATE job SET " + columns + ", version = version + 1 %s AND expired_at IS NULL", owner, id, expected);
        changes.values().forEach((label, value) -> statement.param(label.name(), value.orElse(null)));
        return statement.query(Changed.class).optional();
    }

    private static String assignment(LabelChanges.Label label) {
        return switch (label) {
            case REFERENCE -> "reference = CAST(:REFERENCE AS text)";
            case SUBJECT -> "subject = CAST(:SUBJECT AS text)";
            case BATCH -> "batch = CAST(:BATCH AS text)";
            case ACQUIRED_ON -> "acquired_on = CAST(:ACQUIRED_ON AS date)";
        };
    }

    /** Whether the sweep has begun to remove the upload of a job that ended. */
    boolean uploadIsSpent(String owner, UUID id) {
        return jdbc.sql("SELECT count(*) FROM job" + CLIENT
                                + " AND upload_spent_at IS NOT NULL AND status = ANY (CAST((SELECT :from) AS text[]))")
                        .param("id", id)
                        .param("owner", owner)
                        .param("from", array("text", finishedLeadingTo(JobStatus.QUEUED), name -> name))
                        .query(Long.class)
                        .single()
                == 1;
    }

    /**
     * What tells of the patient goes at once; the row waits for the purge. Until then it keeps its batch, by which those
     * who follow the batch hear of the deletion.
     */
    Optional<Changed> delete(String owner, UUID id, ExpectedVersion expected, Instant now) {
        return client("""
                UPDATE job SET deleted_at = :now, finished_at = coalesce(finished_at, :now),
                    status = CASE WHEN status IN (:unfinished) THEN 'CANCELLED' ELSE status END, result = NULL,
                    reference = NULL, subject = NULL, series_instance_uid = NULL,
                    error_candidates = NULL, upload_sha256 = '', version = version + 1
                %s
                """, owner, id, expected)
                .param("now", utc(now))
                .param("unfinished", leadingTo(JobStatus.CANCELLED))
                .query(Changed.class)
                .optional();
    }

    /**
     * The result that counts.
     *
     * @param revision 0 for the automatic one
     */
    record Counting(
            String result,
            int revision,
            @Nullable String acceptedBy,
            @Nullable OffsetDateTime acceptedAt) {
        String document() {
            return StoredResults.reviewed(
                    result, revision, acceptedBy, acceptedAt == null ? null : acceptedAt.toInstant());
        }
    }

    Optional<Counting> result(String owner, UUID id) {
        return jdbc.sql("SELECT " + COUNTING
                        + " AS result, accepted_revision AS revision, accepted_by, accepted_at FROM job" + CLIENT
                        + " AND status = 'SUCCEEDED' AND result IS NOT NULL")
                .param("id", id)
                .param("owner", owner)
                .query(Counting.class)
                .optional();
    }

    /**
     * Fails jobs that are QUEUED and over age, and whose last attempt ended with one of the faults since the service is
     * up.
     *
     * @return rows changed
     */
    int failOverAge(OverAge limits, JobError error, Instant now) {
        return jdbc.sql("""
                        WITH over_age AS MATERIALIZED (
                            SELECT id FROM job j WHERE status = 'QUEUED' AND setbacks > 0 AND deleted_at IS NULL
                            AND queued_since <= :since AND EXISTS (SELECT 1 FROM attempt a WHERE a.job_id = j.id
                                AND a.number = j.attempt AND a.code IN (:faults) AND a.ended_at >= :up)
                            ORDER BY queued_since LIMIT :limit FOR UPDATE OF j SKIP LOCKED)
                        UPDATE job SET status = 'FAILED', error_code = :code, error_detail = :detail,
                            finished_at = :now, version = version + 1
                        WHERE id IN (SELECT id FROM over_age) AND status = (SELECT 'QUEUED')
                        """)
                .param("since", utc(limits.queuedSince()))
                .param("faults", limits.faults())
                .param("up", utc(limits.upSince()))
                .param("limit", limits.limit())
                .param("code", error.code())
                .param("detail", error.detail())
                .param("now", utc(now))
                .update();
    }

    /** Selects the jobs that are over age. */
    record OverAge(Instant queuedSince, List<String> faults, Instant upSince, int limit) {}

    private JdbcClient.StatementSpec client(String statement, String owner, UUID id, ExpectedVersion expected) {
        Set<Long> versions = expected.versions();
        String condition = versions == null ? "" : versions.isEmpty() ? " AND false" : " AND version IN (:versions)";
        return jdbc.sql(statement.formatted(CLIENT + condition) + " RETURNING attempt, owner")
                .param("id", id)
                .param("owner", owner)
                .param("versions", versions);
    }

    /** The states of which a client may make CANCELLED. */
    static List<String> unfinished() {
        return leadingTo(JobStatus.CANCELLED);
    }

    private static List<String> leadingTo(JobStatus target) {
        return JobStatus.known().stream()
                .filter(status -> status.canBecome(target))
                .map(JobStatus::name)
                .toList();
    }

    private static List<String> finishedLeadingTo(JobStatus target) {
        return leadingTo(target).stream()
                .filter(name -> new JobStatus(name).finished())
                .toList();
    }

    /** A parameter with one element for each item. */
    static <T> SqlArrayValue array(String type, Collection<T> items, Function<T, Object> element) {
        return new SqlArrayValue(type, items.stream().map(element).toArray());
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
