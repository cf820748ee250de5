package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaIT {
    @RegisterExtension
    static final PostgresExtension EMBEDDED = PostgresExtension.embedded();

    @RegisterExtension
    static final PostgresExtension DEBIAN = PostgresExtension.debian();

    @TempDir
    Path artifacts;

    @Test
    void bothServersAreTheVersionsThatAreMeant() {
        assertThat(versionOf(EMBEDDED)).startsWith("18.");
        assertThat(versionOf(DEBIAN)).startsWith("15.");
    }

    private String versionOf(PostgresExtension postgres) {
        try (ConfigurableApplicationContext context = PostgresApplication.start(postgres, artifacts)) {
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            assertThat(jdbc.sql("SHOW timezone").query(String.class).single()).isEqualTo("Asia/Kathmandu");
            assertThat(context.getBean(Flyway.class).migrate().migrationsExecuted)
                    .isZero();
            return jdbc.sql("SHOW server_version").query(String.class).single();
        }
    }

    @Test
    void severalServicesMigrateAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> start = () -> {
                try (ConfigurableApplicationContext context = PostgresApplication.start(DEBIAN, artifacts)) {
                    return context.getBean(Flyway.class).info().applied().length;
                }
            };
            for (Future<Integer> applied : threads.invokeAll(List.of(start, start))) {
                assertThat(applied.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void workerGivesUpWithExitCode3WhenNobodyMigrates() {
        Map<String, Object> worker = Map.of(
                "lungburden.schema.migrate", "false",
                "lungburden.schema.timeout", "0s",
                "spring.datasource.url", EMBEDDED.jdbcUrl().replaceFirst("/t_.*", "/template1"));
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() ->
                        PostgresApplication.start(EMBEDDED, artifacts, worker).close())
                .havingRootCause()
                .isInstanceOfSatisfying(
                        SchemaNotReadyException.class,
                        e -> assertThat(e.getExitCode()).isEqualTo(3));
    }
}
