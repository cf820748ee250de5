package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.audit.AuditLog;
import org.lungburden.audit.AuditQuery;
import org.lungburden.audit.AuditRecord;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Claim;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Upload;
import org.lungburden.job.upkeep.Purges;
import org.lungburden.job.upkeep.Retention;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class RetentionIT {
    private static final Duration KEEP = Duration.ofDays(30);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String PATIENT = "Mustermann";
    private static final String COHORT = "cohort of the ward";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.debian();

    @TempDir
    static Path artifacts;

    private static ConfigurableApplicationContext context;
    private static JobStore jobs;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        context = PostgresApplication.start(POSTGRES, artifacts, Map.of("lungburden.retention.results", "30d"));
        jobs = context.getBean(JobStore.class);
        jdbc = context.getBean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("DELETE FROM job").update();
    }

    private static UUID submitted() {
        UUID id = UUID.randomUUID();
        Upload upload = new Upload("uploads/" + id, 5, "00ff", Upload.Format.ZIP);
        jobs.submit(new NewJob(id, "ward", upload, PATIENT, PATIENT, COHORT, StudyChoices.NONE));
        return id;
    }

    private static UUID succeeded(int daysAgo) {
        UUID id = submitted();
        Claim claim = jobs.claim(id, "worker", LEASE).orElseThrow();
        JobArtifact file = new JobArtifact("labels.nii.gz", "jobs/" + id + "/1/labels.nii.gz", "x/y", 1, "00");
        jobs.complete(claim.fence(), "{\"studyInstanceUid\":\"1.2\",\"name\":\"" + PATIENT + "\"}", List.of(file));
        return ended(id, daysAgo);
    }

    private static UUID ended(UUID id, int daysAgo) {
        jdbc.sql("UPDATE job SET finished_at = clock_timestamp() - make_interval(days => ?) WHERE id = ?")
                .params(daysAgo, id)
                .update();
        return id;
    }

    private static int expire(int limit) {
        return context.getBean(Retention.class).expire(KEEP, limit);
    }

    private static Job find(UUID id) {
        return jobs.find("ward", id).orElseThrow();
    }

    private static String rowOf(UUID id) {
        return jdbc.sql("SELECT job::text FROM job WHERE id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    @Test
    void aJobExpiresAndStays() {
        UUID old = succeeded(31);
        UUID young = succeeded(29);
        assertThat(rowOf(old)).contains(PATIENT);
        assertThat(find(old).expiry().done()).isFalse();
        assertThat(find(old).expiry().at())
                .isEqualTo(Objects.requireNonNull(find(old).finishedAt()).plus(KEEP));

        assertThat(expire(100)).isOne();

        assertThat(rowOf(old)).doesNotContain(PATIENT, COHORT, "1.2");
        assertThat(find(old).expiry().done()).isTrue();
        assertThat(find(old).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(jobs.artifacts("ward", old)).isEmpty();
        assertThat(jobs.result("ward", young)).isPresent();
        assertThat(find(young).reference()).isEqualTo(PATIENT);
        AuditQuery query = new AuditQuery("ward", old, "service", null, null, 9);
        assertThat(context.getBean(AuditLog.class).list(query).items())
                .extracting(AuditRecord::action)
                .containsExactly("JOB_EXPIRE");
        assertThat(expire(100)).isZero();
    }

    @Test
    void aFailedJobExpiresToo() {
        UUID failed = submitted();
        Claim claim = jobs.claim(failed, "worker", LEASE).orElseThrow();
        jobs.fail(claim.fence(), JobError.of(new CodedException(ErrorCode.NO_CT_IMAGES)));
        ended(failed, 31);
        UUID waiting = submitted();
        assertThat(expire(100)).isOne();
        assertThat(rowOf(failed)).doesNotContain(PATIENT, COHORT);
        assertThat(find(waiting).reference()).isEqualTo(PATIENT);
        assertThatThrownBy(() -> jobs.retry("ward", failed))
                .isInstanceOfSatisfying(
                        CodedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UPLOAD_GONE));
    }

    @Test
    void itsFilesGoByThePurgeAndTheJobStays() {
        UUID old = succeeded(31);
        expire(100);
        Purges purges = context.getBean(Purges.class);
        List<Purges.Round> first = purges.take(10);
        assertThat(first).extracting(Purges.Round::jobId).containsExactly(old);
        purges.done(first.get(0));
        jdbc.sql("UPDATE purge SET due_at = clock_timestamp()").update();
        purges.take(10).forEach(purges::done);
        assertThat(jdbc.sql("SELECT count(*) FROM purge").query(Integer.class).single())
                .isZero();
        assertThat(find(old).expiry().done()).isTrue();
        jobs.delete("ward", old);
        purges.allDueAtStart();
        purges.take(10).forEach(purges::done);
        assertThat(jdbc.sql("SELECT count(*) FROM job").query(Integer.class).single())
                .isZero();
    }

    @Test
    void aDeletionTakesWhatTellsOfThePatientAtOnce() {
        UUID job = succeeded(1);
        jobs.delete("ward", job);
        assertThat(rowOf(job)).doesNotContain(PATIENT, "1.2");
    }

    @Test
    void anExpiredJobIsDeletedBeforeItsPurge() {
        UUID old = succeeded(31);
        expire(100);
        jobs.delete("ward", old);
        assertThat(jobs.find("ward", old)).isEmpty();
    }

    @Test
    void oneInstanceWorksInBatches() {
        for (int job = 0; job < 5; job++) {
            succeeded(31 + job);
        }
        assertThat(expire(2)).isEqualTo(2);
        context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('lungburden.retention'))")
                    .query()
                    .singleRow();
            assertThat(java.util.concurrent.CompletableFuture.supplyAsync(() -> expire(100))
                            .join())
                    .isZero();
        });
        assertThat(expire(100)).isEqualTo(3);
    }
}
