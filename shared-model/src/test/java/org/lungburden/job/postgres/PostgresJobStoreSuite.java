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
import org.lungburden.job.AgeLimitContract;
import org.lungburden.job.ChangesContract;
import org.lungburden.job.ConcurrencyContract;
import org.lungburden.job.CrowdContract;
import org.lungburden.job.ExpectedVersionContract;
import org.lungburden.job.IdempotencyContract;
import org.lungburden.job.JobStoreContract;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.ListContract;
import org.lungburden.job.OrphanContract;
import org.lungburden.job.PurgeContract;
import org.lungburden.job.RaceContract;
import org.lungburden.job.RetryContract;
import org.lungburden.job.TransitionContract;

/** Every suite of the job store, on the server that a subclass names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostgresJobStoreSuite {
    @RegisterExtension
    final PostgresExtension postgres;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private PostgresFixture fixture;

    private final int crowd;

    /** @param crowd how many jobs two stores fight over */
    PostgresJobStoreSuite(PostgresExtension postgres, int crowd) {
        this.postgres = postgres;
        this.crowd = crowd;
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

    @Nested
    class Store extends JobStoreContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }

    @Nested
    class Lists extends ListContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }

    @Nested
    class Expected extends ExpectedVersionContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }

    @Nested
    class Retries extends RetryContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }

    @Nested
    class Transitions extends TransitionContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }

    @Nested
    class Changes extends ChangesContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
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
    class Concurrency extends ConcurrencyContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }

    @Nested
    class Idempotency extends IdempotencyContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }

    @Nested
    class Races extends RaceContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
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

    @Nested
    class AgeLimit extends AgeLimitContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }
    }

    @Nested
    class Crowd extends CrowdContract {
        @Override
        protected JobStoreHarness harness() {
            return fixture;
        }

        @Override
        protected int jobs() {
            return crowd;
        }
    }
}
