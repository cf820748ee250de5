package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.binding.StoreNotReadyException;
import org.lungburden.database.Migrations;
import org.lungburden.database.SchemaNotReadyException;
import org.lungburden.database.SchemaSettings;
import org.lungburden.error.Causes;
import org.lungburden.error.InvalidSettingException;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaIT {
    @RegisterExtension
    static final PostgresExtension EMBEDDED = PostgresExtension.embedded();

    @RegisterExtension
    static final PostgresExtension DEBIAN = PostgresExtension.debian();

    /** Nothing else migrates this one. */
    @RegisterExtension
    static final PostgresExtension MIGRATED = PostgresExtension.debian();

    @TempDir
    Path artifacts;

    @Test
    void bothServersAreTheVersionsThatAreMeant() {
        assertThat(versionOf(EMBEDDED)).startsWith("18.");
        assertThat(versionOf(DEBIAN)).startsWith("15.");
    }

    private String versionOf(PostgresExtension postgres) {
        try (ConfigurableApplicationContext context = PostgresApplication.start(
                postgres, artifacts.resolve(UUID.randomUUID().toString()))) {
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            assertThat(jdbc.sql("SHOW timezone").query(String.class).single()).isEqualTo("Asia/Kathmandu");
            assertThat(context.getBean(Flyway.class).migrate().migrationsExecuted)
                    .isZero();
            return jdbc.sql("SHOW server_version").query(String.class).single();
        }
    }

    /** Only Flyway takes part: two Spring applications that start at once in one JVM get in each other's way. */
    @Test
    void severalServicesMigrateAtOnce() throws Exception {
        SchemaStrategy strategy = new SchemaStrategy(new SchemaSettings(true, Duration.ZERO));
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<String> migrate = () -> {
                Flyway flyway = flyway().load();
                together.await();
                strategy.migrate(flyway);
                assertThat(flyway.info().pending()).isEmpty();
                return flyway.info().current().getVersion().getVersion();
            };
            for (Future<String> version : threads.invokeAll(List.of(migrate, migrate))) {
                assertThat(version.get()).isNotEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static FluentConfiguration flyway() {
        return Migrations.configure()
                .initSql("SET lock_timeout = '100ms'")
                .dataSource(MIGRATED.jdbcUrl(), MIGRATED.username(), MIGRATED.password());
    }

    /** Such as a backup. Who waits for a table in use lets nobody pass. */
    @Test
    void aMigrationDoesNotQueueBehindATransactionThatReads() throws Exception {
        flyway().cleanDisabled(false).load().clean();
        flyway().target("9").load().migrate();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection backup = MIGRATED.connect();
                Connection client = MIGRATED.connect()) {
            backup.setAutoCommit(false);
            backup.createStatement().execute("SELECT count(*) FROM job");
            SchemaStrategy strategy = new SchemaStrategy(new SchemaSettings(true, Duration.ofMinutes(1)));
            Future<?> migrated = thread.submit(() -> strategy.migrate(flyway().load()));
            client.createStatement().execute("SET statement_timeout = '5s'");
            for (int i = 0; i < 20; i++) {
                client.createStatement().execute("SELECT count(*) FROM job");
                Thread.sleep(50);
            }
            assertThat(migrated).isNotDone();
            backup.rollback();
            migrated.get(60, TimeUnit.SECONDS);
        } finally {
            thread.shutdownNow();
        }
        assertThat(flyway().load().info().pending()).isEmpty();
    }

    /** As the services are set up; clients queue behind the migration until it gives the lock up. */
    @Test
    void aServiceThatMigratesLetsClientsPassAfterThreeSeconds() throws Exception {
        flyway().cleanDisabled(false).load().clean();
        flyway().target("9").load().migrate();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection backup = MIGRATED.connect();
                Connection client = MIGRATED.connect()) {
            backup.setAutoCommit(false);
            backup.createStatement().execute("SELECT count(*) FROM job");
            Future<?> started = thread.submit(
                    () -> PostgresApplication.start(MIGRATED, artifacts).close());
            await().atMost(Duration.ofSeconds(60)).until(() -> waitsForALock(client));
            client.createStatement().execute("SET statement_timeout = '20s'");
            client.createStatement().execute("SELECT count(*) FROM job");
            assertThat(started).isNotDone();
            backup.rollback();
            started.get(60, TimeUnit.SECONDS);
        } finally {
            thread.shutdownNow();
        }
    }

    private static boolean waitsForALock(Connection client) throws SQLException {
        try (ResultSet row = client.createStatement()
                .executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'job'::regclass")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    @Test
    void anIndexThatWasHalfBuiltIsBuiltAgain() throws Exception {
        flyway().cleanDisabled(false).load().clean();
        flyway().target("12").load().migrate();
        try (Connection connection = MIGRATED.connect()) {
            connection
                    .createStatement()
                    .execute("UPDATE flyway_schema_history SET success = false WHERE version = '12'");
        }
        new SchemaStrategy(new SchemaSettings(true, Duration.ZERO)).migrate(flyway().load());
        assertThat(flyway().load().info().pending()).isEmpty();
    }

    @Test
    void aStoreServesOneDatabase() {
        PostgresApplication.start(EMBEDDED, artifacts).close();
        PostgresApplication.start(EMBEDDED, artifacts).close();
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> PostgresApplication.start(DEBIAN, artifacts).close())
                .havingRootCause()
                .isInstanceOf(InvalidSettingException.class)
                .withMessageContaining("belongs to another database");
    }

    @Test
    void workerSetsNoStoreUp() {
        PostgresApplication.start(EMBEDDED, artifacts).close();
        Map<String, Object> worker = Map.of("lungburden.schema.migrate", "false", "lungburden.schema.timeout", "0s");
        PostgresApplication.start(EMBEDDED, artifacts, worker).close();
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> PostgresApplication.start(EMBEDDED, artifacts.resolve("wrong"), worker)
                        .close())
                .matches(failure -> Causes.include(failure, StoreNotReadyException.class));
        assertThat(artifacts.resolve("wrong")).doesNotExist();
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
