package org.lungburden.job.postgres;

import org.junit.jupiter.api.extension.RegisterExtension;

class Postgres15DeliveriesIT extends DeliveriesSuite {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.debian();

    Postgres15DeliveriesIT() {
        super(POSTGRES);
    }
}
