package org.lungburden.usage.postgres;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.job.postgres.PostgresExtension;

class Postgres15UsageLedgerIT extends PostgresUsageLedgerSuite {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.debian();

    Postgres15UsageLedgerIT() {
        super(POSTGRES);
    }

    @BeforeAll
    static void migrate() {
        migrate(POSTGRES);
    }
}
