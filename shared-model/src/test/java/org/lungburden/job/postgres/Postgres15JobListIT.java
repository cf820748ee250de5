package org.lungburden.job.postgres;

class Postgres15JobListIT extends JobListPlanSuite {
    Postgres15JobListIT() {
        super(PostgresExtension.debian());
    }
}
