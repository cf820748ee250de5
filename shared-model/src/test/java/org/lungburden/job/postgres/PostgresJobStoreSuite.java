package org.lungburden.job.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.JobStoreSuite;
import org.lungburden.job.OrphanContract;
import org.lungburden.job.PurgeContract;

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
    class Purging extends PurgeContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
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
