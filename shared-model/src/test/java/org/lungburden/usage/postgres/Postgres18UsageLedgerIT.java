package org.lungburden.usage.postgres;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.job.postgres.PostgresExtension;

class Postgres18UsageLedgerIT extends PostgresUsageLedgerSuite {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    Postgres18UsageLedgerIT() {
        super(POSTGRES);
    }

    @BeforeAll
    static void migrate() {
        migrate(POSTGRES);
    }
}
