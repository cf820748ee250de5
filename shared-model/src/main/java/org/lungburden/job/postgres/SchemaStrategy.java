package org.lungburden.job.postgres;

import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.lungburden.database.SchemaNotReadyException;
import org.lungburden.database.SchemaSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Migrates the schema, or waits until another service has migrated. Flyway's lock lets only one service migrate at a
 * time.
 */
final class SchemaStrategy implements FlywayMigrationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaStrategy.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SchemaSettings settings;

    SchemaStrategy(SchemaSettings settings) {
        this.settings = settings;
    }

    @Override
    public void migrate(Flyway flyway) {
        if (settings.migrate()) {
            flyway.migrate();
        } else {
            await(flyway);
        }
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
