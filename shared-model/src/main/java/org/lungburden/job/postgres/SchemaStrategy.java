package org.lungburden.job.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.lungburden.database.SchemaNotReadyException;
import org.lungburden.database.SchemaSettings;
import org.lungburden.error.Causes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Migrates the schema, or waits until another service has migrated. Flyway's lock lets only one service migrate at a
 * time.
 */
final class SchemaStrategy implements FlywayMigrationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaStrategy.class);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SchemaSettings settings;

    SchemaStrategy(SchemaSettings settings) {
        this.settings = settings;
    }

    @Override
    public void migrate(Flyway flyway) {
        if (settings.migrate()) {
            migrateInTime(flyway);
        } else {
            await(flyway);
        }
    }

    /** Tries again while somebody, such as a backup, holds a lock on a table. */
    private void migrateInTime(Flyway flyway) {
        long end = System.nanoTime() + settings.timeout().toNanos();
        while (true) {
            try {
                forgetFailures(flyway);
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (!lockNotAvailable(e) || System.nanoTime() - end >= 0) {
                    throw e;
                }
                LOG.info("A table is in use, so the schema cannot be changed yet; trying again");
                pause();
            }
        }
    }

    /**
     * Flyway refuses to go on after a migration that failed outside a transaction. Those of this service may run again
     * from their beginning.
     */
    private static void forgetFailures(Flyway flyway) {
        if (Arrays.stream(flyway.info().all()).anyMatch(migration -> migration.getState() == MigrationState.FAILED)) {
            JdbcClient.create(flyway.getConfiguration().getDataSource())
                    .sql("DELETE FROM flyway_schema_history WHERE NOT success")
                    .update();
        }
    }

    private static boolean lockNotAvailable(FlywayException failure) {
        return Causes.first(failure, SQLException.class)
                .filter(cause -> LOCK_NOT_AVAILABLE.equals(cause.getSQLState()))
                .isPresent();
    }

    private void await(Flyway flyway) {
        long end = System.nanoTime() + settings.timeout().toNanos();
        while (!ready(flyway)) {
            if (System.nanoTime() - end >= 0) {
                throw new SchemaNotReadyException(
                        "The database is not reachable or has not been migrated within " + settings.timeout() + ".");
            }
            pause();
        }
    }

    private static boolean ready(Flyway flyway) {
        try {
            return flyway.info().pending().length == 0;
        } catch (FlywayException e) {
            LOG.debug("The database does not answer yet", e);
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaNotReadyException("Interrupted while waiting for the database's schema.");
        }
    }
}
