package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpandingMigrationTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    /** The version that is in use made the migrations before this one. */
    private static final int FIRST = 10;

    static Stream<Path> migrations() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all
                    .filter(file -> file.getFileName().toString().startsWith("V"))
                    .filter(file -> number(file) >= FIRST)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("migrations")
    void eachMigrationOnlyExpands(Path file) throws IOException {
        assertThat(ExpandingMigration.faults(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE job DROP COLUMN result",
                "DROP TABLE job",
                "DROP INDEX job_list",
                "ALTER TABLE job DROP CONSTRAINT job_status_check",
                "ALTER TABLE job RENAME COLUMN result TO document",
                "ALTER TABLE job RENAME TO jobs",
                "ALTER TABLE job ALTER COLUMN stage TYPE varchar(10)",
                "ALTER TABLE job ALTER stage SET DATA TYPE varchar(10)",
                "ALTER TABLE job ALTER COLUMN stage SET NOT NULL",
                "ALTER TABLE job\n  ADD COLUMN token uuid NOT NULL",
                "alter table job add column token uuid not null",
                "ALTER TABLE job ADD CHECK (progress < 1)",
                "ALTER TABLE job ADD CONSTRAINT one UNIQUE (reference)",
                "CREATE UNIQUE INDEX one ON job (reference)",
                "CREATE INDEX slow ON job (reference)",
                "CREATE INDEX CONCURRENTLY slow ON job (reference)",
                "DELETE FROM job",
                "CREATE TABLE t (id uuid); DROP TABLE job",
            })
    void whatTheVersionBeforeCannotBearIsRefused(String sql) {
        assertThat(ExpandingMigration.faults(sql)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (id uuid PRIMARY KEY, n text NOT NULL CHECK (n <> '')); CREATE INDEX i ON t (n)",
                "ALTER TABLE job ADD COLUMN token uuid",
                "ALTER TABLE job ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()",
                "ALTER TABLE job SET (fillfactor = 80)",
                "DROP INDEX CONCURRENTLY IF EXISTS i; CREATE INDEX CONCURRENTLY i ON job (reference)",
                "-- not expanding, because no version has written a row\nDELETE FROM job",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM t; END $$",
            })
    void whatItBearsIsNot(String sql) {
        assertThat(ExpandingMigration.faults(sql)).isEmpty();
    }

    @Test
    void theEarlierMigrationsWouldNotAllPass() throws IOException {
        assertThat(ExpandingMigration.faults(Files.readString(FOLDER.resolve("V3__purge_and_sweep.sql"))))
                .isNotEmpty();
    }
}
