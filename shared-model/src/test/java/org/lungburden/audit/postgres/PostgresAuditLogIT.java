package org.lungburden.audit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.audit.Actor;
import org.lungburden.audit.AuditAction;
import org.lungburden.audit.AuditEntry;
import org.lungburden.audit.AuditLog;
import org.lungburden.audit.AuditLogContract;
import org.lungburden.audit.AuditQuery;
import org.lungburden.database.Migrations;
import org.lungburden.job.postgres.PostgresExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresAuditLogIT extends AuditLogContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.debian();

    private static JdbcClient jdbc;
    private static AuditLog log;

    @BeforeAll
    static void migrate() {
        DriverManagerDataSource source =
                new DriverManagerDataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password());
        Migrations.configure().dataSource(source).load().migrate();
        jdbc = JdbcClient.create(source);
        log = new PostgresAuditLog(jdbc, new TransactionTemplate(new JdbcTransactionManager(source)));
    }

    @Override
    protected AuditLog log() {
        return log;
    }

    private static String written(int daysAgo) {
        String owner = "o-" + UUID.randomUUID();
        jdbc.sql("INSERT INTO audit (at, owner, actor, action, times)"
                        + " VALUES (clock_timestamp() - make_interval(days => ?), ?, 'local', 'SIGN_IN', 1)")
                .params(daysAgo, owner)
                .update();
        return owner;
    }

    private static int kept(String owner) {
        return log.list(new AuditQuery(owner, null, null, null, null, 10))
                .items()
                .size();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit SET actor = 'somebody else'",
                "DELETE FROM audit",
                "TRUNCATE audit",
                "SELECT audit_expire(interval '1 day', 100)",
                // what the function sets helps nobody with young entries
                "SELECT set_config('lungburden.audit', 'expire', false); DELETE FROM audit",
            })
    void evenItsOwnerChangesNothing(String statement) {
        String owner = written(1);
        assertThatThrownBy(() -> jdbc.sql(statement).query().listOfRows())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageFindingMatch("append-only|at least 30 days");
        assertThat(kept(owner)).isOne();
    }

    @Test
    void removesTheOldestInBatches() {
        String old = written(400);
        String older = written(401);
        String younger = written(399);
        assertThat(log.expire(Duration.ofDays(400).minusHours(1), 1)).isOne();
        assertThat(kept(older)).isZero();
        assertThat(kept(old)).isOne();
        assertThat(log.expire(Duration.ofDays(400).minusHours(1), 100)).isOne();
        assertThat(kept(old)).isZero();
        assertThat(kept(younger)).isOne();
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM audit").update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void changeAndEntryAreOneTransaction() {
        AuditEntry entry = AuditEntry.of(Actor.LOCAL, AuditAction.KEY_CREATE);
        jdbc.sql("CREATE TABLE changed (n integer)").update();
        String tooLong = "x".repeat(10);
        jdbc.sql("ALTER TABLE audit ADD CONSTRAINT short CHECK (length(item) < 5) NOT VALID")
                .update();
        try {
            assertThatThrownBy(() -> log.with(
                            entry.item(tooLong),
                            () -> jdbc.sql("INSERT INTO changed VALUES (1)").update()))
                    .isInstanceOf(DataAccessException.class);
        } finally {
            jdbc.sql("ALTER TABLE audit DROP CONSTRAINT short").update();
        }
        assertThat(jdbc.sql("SELECT count(*) FROM changed").query(Integer.class).single())
                .isZero();
    }
}
