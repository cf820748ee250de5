package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Fence;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobFilter.Field;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStoreFixture;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.ModelRegistry;
import org.lungburden.job.NewJob;
import org.lungburden.job.Stage;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.upkeep.JobCounts;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Purges;
import org.lungburden.job.upkeep.SweepLease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What each call of the store costs with a million finished and 50,000 waiting jobs. The plans are those with which the
 * server ran the calls' own statements: none reads a whole table, none touches many more pages than it has rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BooksSuite extends JobStoreFixture {
    /** The driver asks for a plan without the values, a generic one, only when a statement comes again and again. */
    private static final int TIMES = 12;

    @RegisterExtension
    final PostgresExtension postgres;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private PostgresFixture fixture;

    @SuppressWarnings("NullAway.Init")
    private ServedPlans plans;

    private final int finished;

    /** @param finished how many jobs have ended, unless the property {@code lungburden.books.jobs} says */
    BooksSuite(PostgresExtension postgres, int finished) {
        this.postgres = postgres;
        this.finished = Integer.getInteger("lungburden.books.jobs", finished);
    }

    @Override
    protected JobStoreHarness harness() {
        return fixture;
    }

    @BeforeAll
    void fill(@TempDir Path artifacts) throws SQLException {
        String url = postgres.jdbcUrl();
        String database = url.substring(url.lastIndexOf('/') + 1);
        PostgresApplication.start(postgres, artifacts).close(); // migrates
        try (Connection connection = postgres.connect()) {
            ManyJobs.fill(JdbcClient.create(new SingleConnectionDataSource(connection, true)), finished);
        }
        String outside = url.replace("/" + database, "/postgres");
        plans = new ServedPlans(
                JdbcClient.create(new DriverManagerDataSource(outside, postgres.username(), postgres.password())),
                database);
        fixture = new PostgresFixture(postgres, artifacts);
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void noCallReadsMuchMoreThanItAnswers() throws Exception {
        List<String> faults = new ArrayList<>();
        check("with the statistics of an idle time", faults);
        try (Connection dump = postgres.connect()) {
            dump.setAutoCommit(false);
            dump.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            dump.createStatement().execute("SELECT count(*) FROM model");
            check("with an open snapshot", faults);
        }
        try (Connection connection = postgres.connect()) {
            connection.createStatement().execute("ANALYZE");
        }
        check("with fresh statistics", faults);
        assertThat(faults).isEmpty();
    }

    private void check(String when, List<String> faults) throws IOException {
        for (Map.Entry<String, Runnable> call : calls().entrySet()) {
            List<ServedPlan> served = plans.of(() -> {
                for (int i = 0; i < TIMES; i++) {
                    call.getValue().run();
                }
            });
            assertThat(served).as(call.getKey()).isNotEmpty();
            for (ServedPlan plan : served) {
                plan.faults().stream()
                        .map(fault -> call.getKey() + " " + when + " " + fault + ": "
                                + plan.query().strip() + "\n"
                                + plan.json().get("Plan").toPrettyString())
                        .forEach(faults::add);
            }
        }
    }

    private UUID waiting() {
        return fixture.jdbc()
                .sql("SELECT id FROM job WHERE status = 'QUEUED' AND deleted_at IS NULL"
                        + " AND due_at <= (SELECT clock_timestamp()) ORDER BY due_at DESC LIMIT 1")
                .query(UUID.class)
                .single();
    }

    private List<UUID> finished(int number) {
        return fixture.jdbc()
                .sql("SELECT id FROM job WHERE owner = 'local' AND status = 'SUCCEEDED' AND deleted_at IS NULL"
                        + " ORDER BY created_at DESC LIMIT :number")
                .param("number", number)
                .query(UUID.class)
                .list();
    }

    private Map<String, Runnable> calls() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        ofClients(calls);
        ofLists(calls);
        ofWorkers(calls);
        ofUpkeep(calls);
        return calls;
    }

    private void ofClients(Map<String, Runnable> calls) {
        calls.put("submit", this::submit);
        calls.put("submit with a key", () -> {
            IdempotencyKeys.Reservation key = (IdempotencyKeys.Reservation)
                    harness().keys().reserve("local", UUID.randomUUID().toString());
            harness().keys().renew(key);
            NewJob job = new NewJob(UUID.randomUUID(), "local", UPLOAD, null, null, null, StudyChoices.NONE);
            store().submit(job, new IdempotencyKeys.Binding(key, "content"));
        });
        calls.put(
                "free a key",
                () -> harness().keys().free((IdempotencyKeys.Reservation)
                        harness().keys().reserve("local", UUID.randomUUID().toString())));
        UUID done = finished(1).get(0);
        calls.put("find", () -> find(done));
        calls.put("result", () -> store().result("local", done));
        calls.put("artifacts", () -> store().artifacts("local", done));
        calls.put("attempts", () -> store().attempts("local", done));
        calls.put("cancel and retry", () -> {
            UUID id = submit().id();
            store().cancel("local", id);
            store().retry("local", id);
            store().delete("local", id);
        });
        calls.put(
                "which of many changed",
                () -> harness()
                        .changes()
                        .since(finished(100).stream()
                                .map(id -> new JobChanges.Known(id, "local", 0))
                                .toList()));
        calls.put("what changed", () -> {
            JobChanges changes = harness().changes();
            changes.from(changes.from(JobChanges.NOW, JobChanges.Scope.ALL, 0).position(), JobChanges.Scope.ALL, 1000);
        });
    }

    private void ofLists(Map<String, Runnable> calls) {
        Instant from = Instant.parse("2026-01-03T00:00:00Z");
        Instant to = from.plus(Duration.ofDays(2));
        Map<String, JobFilter> filters = new LinkedHashMap<>();
        filters.put("all", JobFilter.ALL);
        filters.put("a time", new JobFilter(Set.of(), Map.of(), from, to));
        JobStatus.known().forEach(status -> filters.put("status " + status, JobFilter.of(status)));
        filters.put("several states", JobFilter.of(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.FAILED));
        filters.put("every state", new JobFilter(Set.copyOf(JobStatus.known()), Map.of(), from, null));
        filters.put("code", JobFilter.of(Field.CODE, "CORRUPT_IMAGE"));
        filters.put("rare code", JobFilter.of(Field.CODE, "NO_CT_IMAGES"));
        filters.put("reference", JobFilter.of(Field.REFERENCE, "r77"));
        filters.put("subject", JobFilter.of(Field.SUBJECT, "s77"));
        filters.put("batch", JobFilter.of(Field.BATCH, "b3"));
        filters.put("the batch that waits", JobFilter.of(Field.BATCH, "waiting"));
        filters.put("study", JobFilter.of(Field.STUDY_INSTANCE_UID, "1.2.11"));
        for (JobStatus status : JobStatus.known()) {
            filters.put(status + " of a batch", new JobFilter(Set.of(status), Map.of(Field.BATCH, "b3"), null, null));
        }
        filters.put(
                "waiting of a batch",
                new JobFilter(Set.of(JobStatus.QUEUED, JobStatus.RUNNING), Map.of(Field.BATCH, "waiting"), null, null));
        filters.put("a batch in a time", new JobFilter(Set.of(), Map.of(Field.BATCH, "b3"), from, to));
        filters.forEach((name, filter) -> calls.put("list " + name, () -> {
            JobPage page = store().list(new JobQuery("local", filter, null, 50));
            if (page.nextCursor() != null) {
                store().list(new JobQuery("local", filter, page.nextCursor(), 50));
            }
        }));
    }

    private void ofWorkers(Map<String, Runnable> calls) {
        calls.put("claim", () -> claim(waiting()));
        calls.put(
                "claim any", () -> assertThat(store().claimAny("worker", LEASE)).isPresent());
        calls.put("work", () -> {
            Fence fence = claim(waiting());
            store().holds(fence);
            store().renew(fence, LEASE);
            store().progress(fence, Stage.DECODING, 0.1);
            store().complete(fence, "{}", List.of(artifact("labels.nii.gz")));
        });
        calls.put("fail", () -> store().fail(claim(waiting()), error(ErrorCode.CORRUPT_IMAGE)));
        calls.put("fail for another attempt", () -> store().fail(claim(waiting()), error(ErrorCode.UNAVAILABLE)));
        calls.put("release", () -> store().release(claim(waiting())));
        calls.put("register a model", () -> {
            ModelRegistry models = harness().models();
            models.register("m", "1", "ab", "{}");
            models.newest();
        });
    }

    private void ofUpkeep(Map<String, Runnable> calls) {
        calls.put("relay", () -> outbox().relay(100, ids -> {}));
        calls.put("remove sent", () -> outbox().removeSent(Duration.ofHours(1), 200));
        calls.put("reap", () -> {
            elapse(claim(waiting()).jobId(), LEASE.multipliedBy(2));
            reaper().reap(100);
        });
        calls.put("over age", () -> reaper().failOverAge(Instant.EPOCH, 100));
        calls.put("count", () -> fixture.bean(JobCounts.class).count());
        calls.put("expire keys", () -> harness().keys().removeExpired(200));
        calls.put("purge", () -> {
            finished(20).forEach(id -> store().delete("local", id));
            harness().elapsePurges(Duration.ofDays(1));
            Purges purges = harness().purges();
            for (int round = 0; round < 2; round++) {
                purges.take(20).forEach(purges::done);
            }
        });
        Orphans orphans = harness().orphans();
        calls.put("give up uploads", () -> orphans.abandon(List.of(UUID.randomUUID(), UUID.randomUUID())));
        calls.put("spent uploads", () -> orphans.spend(Instant.parse("2200-01-01T00:00:00Z"), finished(200)));
        calls.put("unknown uploads", () -> orphans.unknown(finished(200)));
        calls.put("lease of the sweep", () -> fixture.bean(SweepLease.class).take(LEASE));
        calls.put(
                "lost files",
                () -> orphans.lost(finished(200).stream()
                        .map(id -> new AttemptFile("jobs/" + id + "/1/labels.nii.gz", id, 1))
                        .toList()));
    }
}
