package org.lungburden.job.postgres;

class Postgres18BooksIT extends BooksSuite {
    Postgres18BooksIT() {
        super(PostgresExtension.embedded());
    }
}
