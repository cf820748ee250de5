package org.lungburden.access.postgres;

import org.lungburden.job.postgres.PostgresExtension;

class Postgres18AccessSessionsIT extends PostgresAccessSessionsSuite {
    Postgres18AccessSessionsIT() {
        super(PostgresExtension.embedded());
    }
}
