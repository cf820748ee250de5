package org.lungburden.job.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.lungburden.job.Batches;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.ModelRegistry;
import org.lungburden.job.Subjects;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.job.upkeep.Purges;
import org.lungburden.testing.Invariants;
import org.lungburden.testing.SteppingSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A started context on one database, and the hands that shift its columns. */
final class PostgresFixture implements JobStoreHarness, AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final ConfigurableApplicationContext second;
    private final JdbcClient jdbc;

    PostgresFixture(PostgresExtension postgres, Path artifacts) {
        context = PostgresApplication.start(postgres, artifacts, TestClock.class);
        second = PostgresApplication.start(
                postgres,
                artifacts,
                Map.of("spring.datasource.hikari.connection-init-sql", "SET TIME ZONE 'Pacific/Chatham'"));
        jdbc = context.getBean(JdbcClient.class);
    }

    @Override
    public JobStore store() {
        return context.getBean(JobStore.class);
    }

    @Override
    public JobStore secondStore() {
        return second.getBean(JobStore.class);
    }

    @Override
    public JobChanges changes() {
        return context.getBean(JobChanges.class);
    }

    @Override
    public Subjects subjects() {
        return context.getBean(Subjects.class);
    }

    @Override
    public Batches batches() {
        return context.getBean(Batches.class);
    }

    @Override
    public Outbox outbox() {
        return context.getBean(Outbox.class);
    }

    @Override
    public JobReaper reaper() {
        return context.getBean(JobReaper.class);
    }

    @Override
    public ModelRegistry models() {
        return context.getBean(ModelRegistry.class);
    }

    @Override
    public IdempotencyKeys keys() {
        return context.getBean(IdempotencyKeys.class);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    void clear() {
        jdbc.sql("TRUNCATE job, model, idempotency, owner_turn CASCADE").update();
        context.getBean(SteppingSource.class).go();
    }

    @Override
    public void elapse(UUID job, Duration time) {
        double seconds = JobStatements.seconds(time);
        jdbc.sql("""
                        UPDATE job SET due_at = due_at - make_interval(secs => :s),
                            lease_until = lease_until - make_interval(secs => :s) WHERE id = :id
                        """).param("s", seconds).param("id", job).update();
        jdbc.sql("UPDATE outbox SET due_at = due_at - make_interval(secs => :s) WHERE job_id = :id")
                .param("s", seconds)
                .param("id", job)
                .update();
    }

    @Override
    public void elapseKeys(Duration time) {
        jdbc.sql("UPDATE idempotency SET expires_at = expires_at - make_interval(secs => :s)")
                .param("s", JobStatements.seconds(time))
                .update();
    }

    @Override
    public void loseClaim(UUID job) {
        jdbc.sql("DELETE FROM attempt WHERE job_id = :id AND number = (SELECT attempt FROM job WHERE id = :id)")
                .param("id", job)
                .update();
        jdbc.sql("UPDATE job SET status = 'QUEUED', attempt = attempt - 1, lease_until = NULL, fence_token = NULL"
                        + " WHERE id = :id")
                .param("id", job)
                .update();
    }

    @Override
    public Purges purges() {
        return context.getBean(Purges.class);
    }

    @Override
    public Orphans orphans() {
        return context.getBean(Orphans.class);
    }

    @Override
    public void elapsePurges(Duration time) {
        jdbc.sql("UPDATE purge SET due_at = due_at - make_interval(secs => :s)")
                .param("s", JobStatements.seconds(time))
                .update();
    }

    @Override
    public void elapseSent(Duration time) {
        jdbc.sql("UPDATE outbox SET sent_at = sent_at - make_interval(secs => :s)")
                .param("s", JobStatements.seconds(time))
                .update();
    }

    @Override
    public int rows(UUID job) {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM job WHERE id = :id)
                            + (SELECT count(*) FROM attempt WHERE job_id = :id)
                            + (SELECT count(*) FROM outbox WHERE job_id = :id)
                            + (SELECT count(*) FROM artifact WHERE job_id = :id)
                            + (SELECT count(*) FROM idempotency WHERE job_id = :id)
                            + (SELECT count(*) FROM purge WHERE job_id = :id)
                        """).param("id", job).query(Integer.class).single();
    }

    @Override
    public void age(UUID job, Duration time) {
        jdbc.sql("UPDATE job SET queued_since = queued_since - make_interval(secs => :s) WHERE id = :id")
                .param("s", JobStatements.seconds(time))
                .param("id", job)
                .update();
    }

    @Override
    public List<Duration> pending(UUID job) {
        return jdbc.sql("""
                        SELECT extract(epoch FROM due_at - clock_timestamp()) * 1000 AS ms FROM outbox
                        WHERE job_id = :id AND sent_at IS NULL ORDER BY id
                        """).param("id", job).query(Double.class).list().stream()
                .map(ms -> Duration.ofMillis(Math.round(ms)))
                .toList();
    }

    @Override
    public void submitMany(int jobs, String owner, JobPriority priority) {
        jdbc.sql("""
                        WITH submitted AS (
                            INSERT INTO job (id, owner, priority, status, upload_key, upload_bytes, upload_sha256,
                                upload_format, created_at, queued_since)
                            SELECT gen_random_uuid(), :owner, :priority, 'QUEUED', 'uploads/1', 5, '00ff', 'ZIP', now(), now()
                            FROM generate_series(1, :jobs) RETURNING id, owner, due_at)
                        INSERT INTO outbox (job_id, owner, due_at) SELECT id, owner, due_at FROM submitted
                        """)
                .param("jobs", jobs)
                .param("owner", owner)
                .param("priority", priority.name())
                .update();
    }

    @Override
    public Standing standing(UUID job) {
        return jdbc.sql("SELECT status, attempt, deleted_at IS NOT NULL AS deleted FROM job WHERE id = :id")
                .param("id", job)
                .query((row, n) -> new Standing(
                        new JobStatus(row.getString("status")), row.getInt("attempt"), row.getBoolean("deleted")))
                .single();
    }

    @Override
    public int succeededOnce() {
        return jdbc.sql("""
                        SELECT count(*) FROM job j WHERE status = 'SUCCEEDED' AND attempt =
                            (SELECT CASE WHEN count(*) = 1 THEN max(number) END FROM attempt a
                             WHERE a.job_id = j.id AND outcome = 'SUCCEEDED')
                        """).query(Integer.class).single();
    }

    @Override
    public List<String> inconsistencies() {
        try (Connection connection = context.getBean(DataSource.class).getConnection()) {
            return Invariants.violations(Invariants.always(), connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stopClock() {
        context.getBean(SteppingSource.class).stop();
    }

    @Override
    public void close() {
        second.close();
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class TestClock {
        @Bean
        SteppingSource steppingSource() {
            return new SteppingSource();
        }

        @Bean
        @Primary
        Clock steppingClock(SteppingSource source) {
            return source.withZone(ZoneOffset.UTC);
        }
    }
}
