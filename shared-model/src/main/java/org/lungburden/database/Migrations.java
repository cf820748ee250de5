package org.lungburden.database;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Flyway as the services configure it, for commands and tests without Spring. */
public final class Migrations {
    /** Flyway's own lock would be an open transaction, for which an index that is built concurrently waits for ever. */
    private static final Map<String, String> SETTINGS = Map.of("flyway.postgresql.transactional.lock", "false");

    private Migrations() {}

    public static FluentConfiguration configure() {
        return Flyway.configure().configuration(SETTINGS);
    }
}
