package org.lungburden.usage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.job.postgres.PostgresExtension;
import org.lungburden.usage.SlotLedger;
import org.lungburden.usage.SlotLedger.Slot;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What one owner may have at once, over all processes. */
class SlotLedgerIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private static final Duration TIME = Duration.ofSeconds(30);

    private final JdbcTemplate jdbc =
            new JdbcTemplate(new DriverManagerDataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password()));
    private final SlotLedger one = new PostgresSlotLedger(jdbc);
    private final SlotLedger other = new PostgresSlotLedger(jdbc);

    @BeforeEach
    void empty() {
        PostgresUsageLedgerSuite.migrate(POSTGRES);
        jdbc.update("DELETE FROM owner_slot");
    }

    private void elapse(Duration time) {
        jdbc.update("UPDATE owner_slot SET expires_at = expires_at - make_interval(secs => ?)", time.toSeconds());
    }

    @Test
    void processesShareWhatAnOwnerMayHave() {
        assertThat(one.take("a", 2, TIME)).isPresent();
        Slot second = other.take("a", 2, TIME).orElseThrow();
        assertThat(one.take("a", 2, TIME)).isEmpty();
        assertThat(other.take("a", 2, TIME)).isEmpty();
        assertThat(one.take("b", 2, TIME)).isPresent();
        other.free(List.of(second));
        assertThat(one.take("a", 2, TIME)).isPresent();
    }

    @Test
    void whatAKilledProcessHeldIsFreeAfterItsTime() {
        Slot lost = one.take("a", 1, TIME).orElseThrow();
        elapse(TIME.minusSeconds(2));
        assertThat(other.take("a", 1, TIME)).isEmpty();
        elapse(Duration.ofSeconds(2));
        assertThat(other.take("a", 1, TIME)).isPresent();
        // the process was only paused: what it held is another's now
        one.renew(List.of(lost), TIME);
        one.free(List.of(lost));
        assertThat(one.take("a", 1, TIME)).isEmpty();
    }

    @Test
    void aRenewedSlotIsHeldOn() {
        Slot held = one.take("a", 1, TIME).orElseThrow();
        elapse(TIME.minusSeconds(2));
        one.renew(List.of(held), TIME);
        elapse(TIME.minusSeconds(2));
        assertThat(other.take("a", 1, TIME)).isEmpty();
    }

    @Test
    void takesAtTheSameInstantGetExactlyWhatThereIs() {
        long got = IntStream.range(0, 40)
                .parallel()
                .mapToObj(n -> (n % 2 == 0 ? one : other).take("a", 10, TIME))
                .flatMap(Optional::stream)
                .map(Slot::number)
                .distinct()
                .count();
        assertThat(got).isEqualTo(10);
        assertThat(jdbc.queryForObject("SELECT count(*) FROM owner_slot", Integer.class))
                .isEqualTo(10);
    }
}
