package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.database.Migrations;
import org.lungburden.testing.Invariants;
import org.lungburden.testing.Invariants.Invariant;

/** Each query finds nothing where all is right, and finds each wrong row. */
class InvariantsIT {
    private static final String JOB = "00000000-0000-0000-0000-000000000001";

    /** One job that succeeded with its second attempt, and one that was canceled before its first. */
    private static final String RIGHT = """
            INSERT INTO job (id, status, attempt, failures, upload_key, upload_bytes, upload_sha256, upload_format,
                created_at, queued_since, finished_at, lease_until, error_code, result)
            SELECT id::uuid, status, attempt, failures, 'uploads/' || id, 5, '00ff', 'ZIP', now(), now(), now(), now(),
                'INTERNAL', '{"artifacts": [{"name": "a", "sha256": "aa"}, {"name": "b", "sha256": "bb"}]}'
            FROM (VALUES ('00000000-0000-0000-0000-000000000001', 'SUCCEEDED', 2, 1),
                ('00000000-0000-0000-0000-000000000002', 'CANCELLED', 0, 0)) job (id, status, attempt, failures);
            INSERT INTO attempt (job_id, number, worker, started_at, ended_at, outcome, code)
            SELECT '00000000-0000-0000-0000-000000000001', number, 'worker', now(), now(), outcome, code
            FROM (VALUES (1, 'FAILED', 'WORKER_LOST'), (2, 'SUCCEEDED', NULL)) attempt (number, outcome, code);
            INSERT INTO artifact (job_id, attempt, position, name, key, media_type, bytes, sha256)
            SELECT '00000000-0000-0000-0000-000000000001', 2, position, name, 'jobs/' || name, 'text/plain', 3, sha256
            FROM (VALUES (0, 'b', 'bb'), (1, 'a', 'aa')) artifact (position, name, sha256);
            INSERT INTO task (id, job_id, owner, kind, status, attempt, created_at, queued_since, lease_until)
            SELECT '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-000000000001', 'local', 'REVISION',
                'SUCCEEDED', 1, now(), now(), now();
            INSERT INTO revision (job_id, number, owner, base, labels_key, labels_bytes, labels_sha256, created_at,
                task_id, result)
            SELECT job_id, 1, owner, 0, 'labels', 5, '00ff', now(), id, '{"artifacts": [{"name": "a", "sha256": "aa"}]}'
            FROM task;
            INSERT INTO revision_artifact (job_id, number, position, owner, name, key, media_type, bytes, sha256)
            SELECT job_id, number, 0, owner, 'a', 'revised', 'text/plain', 3, 'aa' FROM revision;
            UPDATE job SET newest_revision = 1, accepted_revision = 1 WHERE status = 'SUCCEEDED';
            INSERT INTO outbox (job_id, due_at, sent_at) SELECT id, due_at, now() FROM job;
            INSERT INTO outbox (job_id, due_at, sent_at) SELECT job_id, due_at, now() FROM task;
            """;

    /** Statements that each break the rule of that name, for the job above. */
    private static final Map<String, List<String>> WRONG = Map.ofEntries(
            entry(
                    "queued_jobs_have_the_message_of_that_move",
                    List.of("UPDATE job SET status = 'QUEUED', due_at = now() + interval '1 s'")),
            entry(
                    "attempts_are_numbered_without_a_gap",
                    List.of(
                            "DELETE FROM attempt WHERE number = 1",
                            "UPDATE job SET attempt = 3",
                            "UPDATE attempt SET number = 0 WHERE number = 1",
                            "UPDATE attempt SET number = 3 WHERE number = 2")),
            entry(
                    "open_attempts_are_the_last_of_running_jobs",
                    List.of(
                            "UPDATE attempt SET ended_at = NULL, outcome = NULL WHERE number = 2",
                            "UPDATE job SET status = 'RUNNING';"
                                    + "UPDATE attempt SET ended_at = NULL, outcome = NULL WHERE number = 1")),
            entry(
                    "running_jobs_have_an_open_attempt_and_a_lease",
                    List.of(
                            "UPDATE job SET status = 'RUNNING'",
                            "UPDATE job SET status = 'RUNNING';"
                                    + "UPDATE attempt SET ended_at = NULL, outcome = NULL WHERE number = 1")),
            entry(
                    "ended_attempts_have_an_outcome_and_failed_ones_a_code",
                    List.of(
                            "UPDATE attempt SET code = NULL WHERE number = 1",
                            "UPDATE attempt SET code = 'INTERNAL' WHERE number = 2")),
            entry(
                    "only_the_last_attempt_of_a_job_that_succeeded_did",
                    List.of(
                            "UPDATE attempt SET outcome = 'SUCCEEDED'",
                            "UPDATE attempt SET outcome = 'RELEASED' WHERE number = 2",
                            "UPDATE job SET status = 'FAILED'")),
            entry(
                    "artifacts_belong_to_the_attempt_that_succeeded",
                    List.of("UPDATE artifact SET attempt = 1 WHERE name = 'a'", "UPDATE job SET status = 'CANCELLED'")),
            entry(
                    "deleted_jobs_have_a_purge_and_others_none",
                    List.of(
                            "UPDATE job SET deleted_at = now()",
                            "INSERT INTO purge (job_id, due_at) SELECT id, now() FROM job")),
            entry(
                    "deleted_jobs_have_finished",
                    List.of(
                            "UPDATE job SET deleted_at = now(), status = 'QUEUED'",
                            "UPDATE job SET deleted_at = now(), status = 'RUNNING'")),
            entry(
                    "finished_jobs_and_no_others_have_a_time_of_finish",
                    List.of("UPDATE job SET finished_at = NULL", "UPDATE job SET status = 'QUEUED'")),
            entry(
                    "all_jobs_have_finished",
                    List.of("UPDATE job SET status = 'QUEUED'", "UPDATE job SET status = 'RUNNING'")),
            entry(
                    "all_attempts_have_ended",
                    List.of("UPDATE attempt SET ended_at = NULL, outcome = NULL WHERE number = 2")),
            entry("no_job_failed_more_often_than_allowed", List.of("UPDATE job SET failures = 6")),
            entry(
                    "artifacts_are_those_that_the_result_lists",
                    List.of(
                            "DELETE FROM artifact",
                            "DELETE FROM artifact WHERE name = 'a'",
                            "UPDATE artifact SET sha256 = 'cc' WHERE name = 'a'",
                            "DELETE FROM artifact; UPDATE job SET result = '{\"artifacts\": []}'")),
            entry("all_messages_were_sent", List.of("UPDATE outbox SET sent_at = NULL")),
            entry(
                    "no_idempotency_key_is_in_flight",
                    List.of("INSERT INTO idempotency (key, token, expires_at) VALUES ('" + JOB
                            + "', gen_random_uuid(), now())")),
            entry("deleted_jobs_are_gone", List.of("UPDATE job SET deleted_at = now()")),
            entry("all_purges_are_done", List.of("INSERT INTO purge (job_id, due_at) SELECT id, now() FROM job")),
            entry(
                    "waiting_tasks_have_the_message_of_that_move",
                    List.of("UPDATE task SET status = 'QUEUED', due_at = now() + interval '1 s'")),
            entry("running_tasks_have_a_lease", List.of("UPDATE task SET status = 'RUNNING', lease_until = NULL")),
            entry(
                    "revisions_that_were_measured_and_no_others_have_a_result",
                    List.of("UPDATE revision SET result = NULL", "UPDATE task SET status = 'FAILED'")),
            entry(
                    "revisions_are_numbered_without_a_gap",
                    List.of("UPDATE job SET newest_revision = 2", "DELETE FROM revision")),
            entry("an_accepted_revision_has_a_result", List.of("UPDATE revision SET result = NULL")),
            entry(
                    "all_tasks_have_finished",
                    List.of("UPDATE task SET status = 'QUEUED'", "UPDATE task SET status = 'RUNNING'")),
            entry(
                    "files_of_a_revision_are_those_that_its_result_lists",
                    List.of(
                            "DELETE FROM revision_artifact",
                            "UPDATE revision_artifact SET sha256 = 'cc'",
                            "DELETE FROM revision_artifact; UPDATE revision SET result = '{\"artifacts\": []}'")));

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private Connection connection;

    @BeforeAll
    static void migrate() {
        Migrations.configure()
                .dataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password())
                .load()
                .migrate();
    }

    @BeforeEach
    void begin() throws SQLException {
        connection = DriverManager.getConnection(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password());
        connection.setAutoCommit(false);
        execute(RIGHT);
    }

    @AfterEach
    void undo() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void nothingIsFoundWhereAllIsRight() throws SQLException {
        assertThat(Invariants.violations(Invariants.atRest(), connection)).isEmpty();
    }

    @Test
    void eachQueryIsProven() {
        assertThat(Invariants.atRest()).extracting(Invariant::name).containsExactlyInAnyOrderElementsOf(WRONG.keySet());
    }

    static Stream<Arguments> wrongRows() {
        return WRONG.entrySet().stream()
                .flatMap(rule -> rule.getValue().stream().map(wrong -> Arguments.of(rule.getKey(), wrong)));
    }

    @ParameterizedTest
    @MethodSource("wrongRows")
    void aWrongRowIsFound(String name, String wrong) throws SQLException {
        execute(wrong);
        List<Invariant> named = Invariants.atRest().stream()
                .filter(invariant -> invariant.name().equals(name))
                .toList();
        assertThat(Invariants.violations(named, connection)).contains(name + ": " + JOB);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
