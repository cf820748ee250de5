package org.lungburden.job.postgres;

import org.junit.jupiter.api.extension.RegisterExtension;

class Postgres18DeliveriesIT extends DeliveriesSuite {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    Postgres18DeliveriesIT() {
        super(POSTGRES);
    }
}
