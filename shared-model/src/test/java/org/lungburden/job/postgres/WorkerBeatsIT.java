package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.database.Migrations;
import org.lungburden.job.upkeep.WorkerBeats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Which workers count as alive. */
class WorkerBeatsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private final JdbcClient jdbc = JdbcClient.create(
            new DriverManagerDataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password()));
    private final WorkerBeats beats = new PostgresWorkerBeats(jdbc);
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    @BeforeEach
    void nobodyLives() {
        Migrations.configure()
                .dataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password())
                .load()
                .migrate();
        jdbc.sql("DELETE FROM worker_beat").update();
    }

    private long alive() {
        return new PostgresJobCounts(jdbc, new UnreadableRows()).count().workers();
    }

    private void silentFor(UUID process, Duration time) {
        jdbc.sql("UPDATE worker_beat SET seen_at = seen_at - make_interval(secs => :seconds) WHERE process = :process")
                .param("seconds", time.toSeconds())
                .param("process", process)
                .update();
    }

    private int rows() {
        return jdbc.sql("SELECT count(*) FROM worker_beat").query(Integer.class).single();
    }

    @Test
    void eachWorkerCountsOnceWhateverItsName() {
        assertThat(alive()).isZero();
        beats.beat(first, "worker");
        beats.beat(first, "worker");
        beats.beat(second, "worker");
        assertThat(alive()).isEqualTo(2);
    }

    @Test
    void aWorkerThatEndsCountsNoMore() {
        beats.beat(first, "worker");
        beats.beat(second, "worker");
        beats.end(first);
        assertThat(alive()).isEqualTo(1);
    }

    @Test
    void aWorkerThatIsSilentForThreeBeatsCountsNoMoreUntilItTellsAgain() {
        beats.beat(first, "worker");
        silentFor(first, WorkerBeats.COUNTED_FOR.minusSeconds(10));
        assertThat(alive()).isEqualTo(1);
        silentFor(first, Duration.ofSeconds(10));
        assertThat(alive()).isZero();
        beats.beat(first, "worker");
        assertThat(alive()).isEqualTo(1);
    }

    @Test
    void rowsOfTheDeadDoNotPileUp() {
        beats.beat(first, "worker");
        silentFor(first, Duration.ofDays(2));
        beats.beat(second, "worker");
        assertThat(rows()).isEqualTo(1);
    }
}
