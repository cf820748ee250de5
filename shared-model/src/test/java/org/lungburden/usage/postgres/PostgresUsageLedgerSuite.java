package org.lungburden.usage.postgres;

import org.lungburden.database.Migrations;
import org.lungburden.job.postgres.PostgresExtension;
import org.lungburden.usage.UsageLedger;
import org.lungburden.usage.UsageLedgerContract;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The ledger in a real PostgreSQL. */
abstract class PostgresUsageLedgerSuite extends UsageLedgerContract {
    private final PostgresExtension postgres;

    PostgresUsageLedgerSuite(PostgresExtension postgres) {
        this.postgres = postgres;
    }

    static void migrate(PostgresExtension postgres) {
        Migrations.configure()
                .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                .load()
                .migrate();
    }

    @Override
    protected UsageLedger ledger() {
        return new PostgresUsageLedger(new JdbcTemplate(
                new DriverManagerDataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())));
    }
}
