package org.lungburden.access.postgres;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessKeysContract;
import org.lungburden.database.Migrations;
import org.lungburden.job.postgres.PostgresExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PostgresAccessKeysIT extends AccessKeysContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    @BeforeAll
    static void migrate() {
        Migrations.configure()
                .dataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password())
                .load()
                .migrate();
    }

    @Override
    protected AccessKeys keys() {
        return new PostgresAccessKeys(JdbcClient.create(
                new DriverManagerDataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password())));
    }
}
