package org.lungburden.access.postgres;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessSessions;
import org.lungburden.access.AccessSessionsContract;
import org.lungburden.database.Migrations;
import org.lungburden.job.postgres.PostgresExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Sessions in a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostgresAccessSessionsSuite extends AccessSessionsContract {
    @RegisterExtension
    final PostgresExtension postgres;

    PostgresAccessSessionsSuite(PostgresExtension postgres) {
        this.postgres = postgres;
    }

    @BeforeAll
    void migrate() {
        Migrations.configure()
                .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                .load()
                .migrate();
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(
                new DriverManagerDataSource(postgres.jdbcUrl(), postgres.username(), postgres.password()));
    }

    @Override
    protected AccessKeys keys() {
        return new PostgresAccessKeys(jdbc());
    }

    @Override
    protected AccessSessions sessions() {
        return new PostgresAccessSessions(jdbc());
    }
}
