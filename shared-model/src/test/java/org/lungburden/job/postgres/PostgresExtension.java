package org.lungburden.job.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.lungburden.SharedModelDefaults;

/**
 * A fresh, empty database for each test class, its nested classes included, on a real PostgreSQL, one server per version and JVM. Sessions run in an
 * odd time zone. Use:
 *
 * <pre>
 * &#64;RegisterExtension
 * static final PostgresExtension POSTGRES = PostgresExtension.embedded();
 *
 * new SpringApplicationBuilder(App.class).properties(POSTGRES.properties()).run();
 * </pre>
 */
public final class PostgresExtension implements BeforeAllCallback, AfterAllCallback {
    /** UTC+05:45, so that neither hours nor days match. */
    private static final String TIME_ZONE = "Asia/Kathmandu";

    private final TestServer server;
    private @Nullable String database;
    private @Nullable Class<?> user;

    private PostgresExtension(TestServer server) {
        this.server = server;
    }

    /** PostgreSQL 18, as standalone embeds it. */
    public static PostgresExtension embedded() {
        return new PostgresExtension(TestServer.EMBEDDED);
    }

    /** PostgreSQL 15 of Debian; the test fails where it is not installed. */
    public static PostgresExtension debian() {
        return new PostgresExtension(TestServer.DEBIAN);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        if (user != null) {
            return;
        }
        user = context.getRequiredTestClass();
        String name = "t_" + UUID.randomUUID().toString().replace("-", "");
        execute("CREATE DATABASE " + name);
        database = name;
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        if (context.getRequiredTestClass() != user) {
            return;
        }
        user = null;
        execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    public String jdbcUrl() {
        if (database == null) {
            throw new IllegalStateException("The database exists from beforeAll on");
        }
        return server.url(database);
    }

    /** A connection beside the pools of the services. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), username(), password());
    }

    public String username() {
        return TestServer.USER;
    }

    public String password() {
        return "";
    }

    /** Spring's settings for this database, the shared defaults included. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new java.util.HashMap<>(SharedModelDefaults.spring());
        properties.put("spring.datasource.url", jdbcUrl());
        properties.put("spring.datasource.username", username());
        properties.put("spring.datasource.password", password());
        properties.put("spring.datasource.hikari.connection-init-sql", "SET TIME ZONE '" + TIME_ZONE + "'");
        properties.put("spring.main.banner-mode", "off");
        // One database for many tests, each with a store of its own.
        properties.put("lungburden.artifacts.adopt", "true");
        return properties;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url("postgres"), username(), password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
