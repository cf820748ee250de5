package org.lungburden.job.postgres;

class Postgres15JobStoreIT extends PostgresJobStoreSuite {
    Postgres15JobStoreIT() {
        super(PostgresExtension.debian(), 500);
    }
}
