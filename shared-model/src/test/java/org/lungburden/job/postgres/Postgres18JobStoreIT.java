package org.lungburden.job.postgres;

class Postgres18JobStoreIT extends PostgresJobStoreSuite {
    Postgres18JobStoreIT() {
        super(PostgresExtension.embedded(), 10_000);
    }
}
