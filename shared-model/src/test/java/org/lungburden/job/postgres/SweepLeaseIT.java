package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.database.Migrations;
import org.lungburden.job.upkeep.SweepLease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One process at a time sweeps. */
class SweepLeaseIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private static final Duration TIME = Duration.ofMinutes(10);

    private final JdbcClient jdbc = JdbcClient.create(
            new DriverManagerDataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password()));
    private final SweepLease one = new PostgresSweepLease(jdbc);
    private final SweepLease other = new PostgresSweepLease(jdbc);

    @BeforeEach
    void migrate() {
        Migrations.configure()
                .dataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password())
                .load()
                .migrate();
        one.takeOver(TIME);
    }

    private void elapse(Duration time) {
        jdbc.sql("UPDATE installation SET sweep_until = sweep_until - make_interval(secs => :s)")
                .param("s", time.toSeconds())
                .update();
    }

    @Test
    void onlyTheHolderRenews() {
        assertThat(other.take(TIME)).isFalse();
        elapse(TIME.minusMinutes(1));
        assertThat(one.take(TIME)).isTrue();
        elapse(TIME.minusMinutes(1));
        assertThat(other.take(TIME)).isFalse();
    }

    @Test
    void aLeaseThatEndedIsAnybodys() {
        elapse(TIME);
        assertThat(other.take(TIME)).isTrue();
        assertThat(one.take(TIME)).isFalse();
    }

    @Test
    void aProcessThatIsAloneTakesItOver() {
        other.takeOver(TIME);
        assertThat(one.take(TIME)).isFalse();
    }

    @Test
    void onlyTheHolderGivesItBack() {
        other.giveBack();
        assertThat(other.take(TIME)).isFalse();
        one.giveBack();
        assertThat(other.take(TIME)).isTrue();
    }
}
