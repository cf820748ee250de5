package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.database.DatabaseOutage;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a real server's ways to go away look like by the time they have passed through all layers. */
class DatabaseOutageIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    @TempDir
    Path artifacts;

    private ConfigurableApplicationContext context;
    private JdbcClient jdbc;
    private TransactionTemplate transactions;

    @BeforeEach
    void start() {
        context = PostgresApplication.start(POSTGRES, artifacts);
        jdbc = context.getBean(JdbcClient.class);
        transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void aSessionThatIsEndedWithinAStatement() {
        assertThat(catchThrowable(() -> transactions.execute(status -> kill())))
                .matches(DatabaseOutage::causes, "an outage");
    }

    private long kill() {
        return jdbc.sql("SELECT count(pg_terminate_backend(pg_backend_pid()))")
                .query(Long.class)
                .single();
    }

    /** A deferred trigger is run by the commit, and ends its session. */
    @Test
    void aSessionThatIsEndedWithinACommit() {
        jdbc.sql("CREATE TABLE doomed (id int)").update();
        jdbc.sql("""
                CREATE FUNCTION doom() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'""").update();
        jdbc.sql("""
                CREATE CONSTRAINT TRIGGER doom AFTER INSERT ON doomed
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION doom()""").update();
        Throwable failure = catchThrowable(() -> transactions.execute(
                status -> jdbc.sql("INSERT INTO doomed VALUES (1)").update()));
        assertThat(failure).matches(DatabaseOutage::causes, "an outage");
        assertThat(jdbc.sql("SELECT count(*) FROM doomed").query(Long.class).single())
                .isZero();
    }

    @Test
    void aBugIsNone() {
        assertThat(catchThrowable(() -> jdbc.sql("SELECT nonsense").query().singleValue()))
                .isNotNull()
                .matches(failure -> !DatabaseOutage.causes(failure), "a bug");
    }
}
