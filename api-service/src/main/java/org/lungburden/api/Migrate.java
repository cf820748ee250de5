package org.lungburden.api;

import java.io.PrintStream;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.lungburden.database.Migrations;

/**
 * Changes the schema and ends, so that no process that goes on running can change tables. The user of the database is
 * the owner of the tables; each migration gives the users of the API and the workers what they need.
 */
final class Migrate {
    private static final int BAD_INPUT = 2;
    private static final int FAILED = 3;
    private static final int CONNECT_RETRIES = 12;
    private static final int RETRY_SECONDS = 5;

    private Migrate() {}

    /** Returns the exit code. */
    static int run(Map<String, String> environment, PrintStream err) {
        String url = environment.getOrDefault("SPRING_DATASOURCE_URL", "");
        if (url.isBlank()) {
            err.println("lungburden: the setting SPRING_DATASOURCE_URL is missing; docs/configuration.md explains the"
                    + " setting");
            return BAD_INPUT;
        }
        try {
            Migrations.configure()
                    .dataSource(
                            url,
                            environment.getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                            environment.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""))
                    .connectRetries(CONNECT_RETRIES)
                    .connectRetriesInterval(RETRY_SECONDS)
                    .load()
                    .migrate();
            return 0;
        } catch (FlywayException e) {
            err.println("lungburden: the schema could not be changed. Check that the database answers, and that the"
                    + " user owns its tables (deploy/database/roles.sql). " + e.getMessage());
            return FAILED;
        }
    }
}
