package org.lungburden.job.postgres;

/** Fewer jobs: a statement that reads a whole table or too many rows of an index shows on these as well. */
class Postgres15BooksIT extends BooksSuite {
    Postgres15BooksIT() {
        super(PostgresExtension.debian(), MILLION / 5);
    }
}
