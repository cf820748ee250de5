package org.lungburden.job.postgres;

class Postgres18JobListIT extends JobListPlanSuite {
    Postgres18JobListIT() {
        super(PostgresExtension.embedded());
    }
}
