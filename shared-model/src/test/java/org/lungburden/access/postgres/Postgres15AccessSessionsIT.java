package org.lungburden.access.postgres;

import org.lungburden.job.postgres.PostgresExtension;

class Postgres15AccessSessionsIT extends PostgresAccessSessionsSuite {
    Postgres15AccessSessionsIT() {
        super(PostgresExtension.debian());
    }
}
