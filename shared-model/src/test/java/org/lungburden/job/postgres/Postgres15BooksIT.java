package org.lungburden.job.postgres;

class Postgres15BooksIT extends BooksSuite {
    Postgres15BooksIT() {
        super(PostgresExtension.debian());
    }
}
