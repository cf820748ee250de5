package org.lungburden.job.postgres;

import java.time.Clock;
import java.util.Optional;
import org.lungburden.job.ModelRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of models. The models belong to the service itself, so their owner is always the default one. */
final class PostgresModelRegistry implements ModelRegistry {
    private final JdbcClient jdbc;
    private final Clock clock;

    PostgresModelRegistry(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void register(String name, String version, String sha256, String manifestJson) {
        jdbc.sql("""
                        INSERT INTO model (name, version, sha256, manifest, registered_at)
                        VALUES (:name, :version, :sha256, :manifest, :now)
                        ON CONFLICT (owner, name, version, sha256)
                        DO UPDATE SET manifest = excluded.manifest, registered_at = excluded.registered_at
                        """)
                .param("name", name)
                .param("version", version)
                .param("sha256", sha256)
                .param("manifest", manifestJson)
                .param("now", JobStatements.utc(clock.instant()))
                .update();
    }

    @Override
    public Optional<String> newest() {
        return jdbc.sql("SELECT manifest FROM model WHERE owner = 'local' ORDER BY registered_at DESC, id DESC LIMIT 1")
                .query(String.class)
                .optional();
    }
}
