package org.lungburden;

import java.util.Map;

/**
 * Spring's own settings that every main passes to {@code SpringApplication.setDefaultProperties}. Three mains share one
 * class path, so none of them may bring an {@code application.yml}.
 */
public final class SharedModelDefaults {
    private static final Map<String, Object> SPRING = Map.ofEntries(
            Map.entry("spring.jpa.open-in-view", "false"),
            Map.entry("spring.jpa.hibernate.ddl-auto", "none"),
            Map.entry("spring.jpa.properties.hibernate.jdbc.time_zone", "UTC"),
            Map.entry("spring.flyway.locations", "classpath:db/migration"),
            // Flyway opens its own connections, without the pool's short timeouts, because a migration may take long.
            Map.entry("spring.flyway.url", "${spring.datasource.url}"),
            Map.entry("spring.flyway.user", "${spring.datasource.username:}"),
            Map.entry("spring.flyway.password", "${spring.datasource.password:}"),
            // A migration that waits for a lock makes everybody wait who comes after it, so it gives up and tries
            // again.
            Map.entry("spring.flyway.init-sqls", "SET lock_timeout = '3s'"),
            // Several services migrate at once, one after the other. Within a transaction, the lock for that would make
            // an index that is built concurrently wait for itself.
            Map.entry("spring.flyway.postgresql.transactional-lock", "false"),
            // These timeouts bound the wait for a connection and for a statement. Clients learn within 5 s that the
            // database is unreachable.
            Map.entry("spring.datasource.hikari.connection-timeout", "3000"),
            Map.entry("spring.datasource.hikari.validation-timeout", "1000"),
            // The detail of an error repeats rows, and so labels that may name a patient.
            Map.entry("spring.datasource.hikari.data-source-properties.logServerErrorDetail", "false"),
            Map.entry("spring.datasource.hikari.data-source-properties.connectTimeout", "2"),
            Map.entry("spring.datasource.hikari.data-source-properties.socketTimeout", "4"),
            Map.entry("spring.datasource.hikari.data-source-properties.tcpKeepAlive", "true"),
            // Without this the server runs a statement on when its client has given up.
            Map.entry("spring.datasource.hikari.data-source-properties.options", "-c statement_timeout=3500"));

    private SharedModelDefaults() {}

    public static Map<String, Object> spring() {
        return SPRING;
    }
}
