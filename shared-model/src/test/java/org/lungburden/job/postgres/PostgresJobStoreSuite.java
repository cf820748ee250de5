package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.job.BacklogContract;
import org.lungburden.job.Fence;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.JobStoreSuite;
import org.lungburden.job.OrphanContract;
import org.lungburden.job.PurgeContract;
import org.lungburden.job.upkeep.Backlog;

/** Every suite of the job store and of the ports beside it, on the server that a subclass names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostgresJobStoreSuite extends JobStoreSuite {
    @RegisterExtension
    final PostgresExtension postgres;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private PostgresFixture fixture;

    /** @param crowd how many jobs two stores fight over */
    PostgresJobStoreSuite(PostgresExtension postgres, int crowd) {
        super(crowd);
        this.postgres = postgres;
    }

    @BeforeAll
    void start(@TempDir Path artifacts) {
        fixture = new PostgresFixture(postgres, artifacts);
    }

    @AfterAll
    void stop() {
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

    /** A version that knows no token leaves that of the attempt before. */
    @Test
    void aWorkerOfAnEarlierVersionTakesAndLosesItsJobAsBefore() {
        fixture.submitMany(1);
        JobStore store = fixture.store();
        Fence before =
                store.claimNext("new", Duration.ofSeconds(30)).orElseThrow().fence();
        assertThat(store.release(before)).isTrue();
        fixture.jdbc()
                .sql("UPDATE job SET status = 'RUNNING', attempt = attempt + 1, lease_until = clock_timestamp()")
                .update();
        fixture.jdbc()
                .sql(
                        "INSERT INTO attempt (job_id, number, worker, started_at) SELECT id, attempt, 'old', now() FROM job")
                .update();
        assertThat(store.holds(before)).isFalse();
        assertThat(fixture.reaper().reap(10)).isEqualTo(1);
        assertThat(fixture.standing(before.id()).status()).isEqualTo(JobStatus.QUEUED);
        assertThat(fixture.inconsistencies()).isEmpty();
    }

    @Nested
    class OrderOfChanges extends ChangeOrderContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }

        @Override
        protected Connection connect() throws SQLException {
            return postgres.connect();
        }
    }

    @Nested
    class Queue extends BacklogContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }

        @Override
        protected Backlog look() {
            return fixture.bean(Backlog.Source.class).look();
        }
    }

    @Nested
    class Purging extends PurgeContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }

    @Nested
    class Corrections extends RevisionContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }

        @Override
        protected <T> T bean(Class<T> type) {
            return fixture.bean(type);
        }

        @Override
        protected void elapseTasks(Duration time) {
            fixture.jdbc().sql("""
                            UPDATE task SET due_at = due_at - make_interval(secs => :s),
                                lease_until = lease_until - make_interval(secs => :s)
                            """).param("s", JobStatements.seconds(time)).update();
        }
    }

    @Nested
    class Orphaned extends OrphanContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }
}
