package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.job.Attempt;
import org.lungburden.job.Fence;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStoreFixture;
import org.lungburden.job.JobStoreHarness;

/** What a newer version wrote keeps its files and stops no worker. */
class UnknownRowsIT extends JobStoreFixture {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.debian();

    private static PostgresFixture fixture;

    @BeforeAll
    static void start(@TempDir Path artifacts) {
        fixture = new PostgresFixture(POSTGRES, artifacts);
        fixture.jdbc().sql("ALTER TABLE job DROP CONSTRAINT job_status_check").update();
        fixture.jdbc()
                .sql("ALTER TABLE attempt DROP CONSTRAINT attempt_outcome_check")
                .update();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @Override
    protected JobStoreHarness harness() {
        return fixture;
    }

    private static void write(UUID id, String columns) {
        fixture.jdbc()
                .sql("UPDATE job SET " + columns + " WHERE id = :id")
                .param("id", id)
                .update();
    }

    @Test
    void aJobThatCannotBeReadFailsAndTheNextOneIsClaimed() {
        UUID hidden = submit().id();
        UUID next = submit().id();
        write(hidden, "created_at = 'infinity'");
        assertThat(store().claimNext("worker", LEASE).orElseThrow().job().id()).isEqualTo(next);
        assertThat(harness().standing(hidden).status()).isEqualTo(JobStatus.FAILED);
        assertThat(fixture.jdbc()
                        .sql("SELECT error_code FROM job WHERE id = :id")
                        .param("id", hidden)
                        .query(String.class)
                        .single())
                .isEqualTo("INTERNAL");
        assertThat(harness().inconsistencies()).isEmpty();
    }

    @Test
    void anUnknownStateKeepsItsFilesAndIsNeitherClaimedNorReaped() {
        Fence fence = claimed();
        write(fence.id(), "status = 'REVIEWING', lease_until = now() - interval '1 hour', finished_at = now()");
        assertThat(store().claim(fence.id(), "worker", LEASE)).isEmpty();
        assertThat(store().claimNext("worker", LEASE)).isEmpty();
        assertThat(reaper().reap(10)).isZero();
        assertThat(store().renew(fence, LEASE)).isFalse();
        AttemptFile file = new AttemptFile("jobs/1/1/x", fence.id(), fence.attempt());
        assertThat(harness().orphans().lost(List.of(file))).isEmpty();
        assertThat(harness().orphans().spend(Instant.parse("2200-01-01T00:00:00Z"), List.of(fence.id())))
                .isEmpty();
    }

    @Test
    void attemptsTellUnknownEndsAndLeaveOutOnlyWhatCannotBeRead() {
        Fence first = claimed();
        store().release(first);
        Fence second = claim(first.id());
        fixture.jdbc()
                .sql("UPDATE attempt SET outcome = 'MOVED', code = 'NODE_DRAINED' WHERE number = 1")
                .update();
        assertThat(store().attempts("local", first.id()))
                .extracting(Attempt::outcome)
                .containsExactly(new Attempt.Outcome("MOVED"), null);
        fixture.jdbc()
                .sql("UPDATE attempt SET started_at = '-infinity' WHERE number = 1")
                .update();
        assertThat(store().attempts("local", first.id()))
                .extracting(Attempt::number)
                .containsExactly(second.attempt());
    }
}
