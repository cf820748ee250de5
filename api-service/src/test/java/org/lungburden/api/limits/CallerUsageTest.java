package org.lungburden.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungburden.usage.Usage;
import org.lungburden.usage.UsageLedger;
import org.lungburden.usage.memory.MemoryUsageLedger;

class CallerUsageTest {
    private static final String CALLER = "owner:clinic";

    private Instant now = Instant.parse("2026-03-01T12:00:30Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final MemoryUsageLedger ledger = new MemoryUsageLedger();
    private final CallerUsage first = new CallerUsage(ledger, clock);
    private final CallerUsage second = new CallerUsage(ledger, clock);

    @Test
    void countsOfAllProcessesAddUp() {
        first.count(CALLER, 3, 100);
        second.count(CALLER, 2, 50);
        assertThat(first.used(CALLER).requests()).isEqualTo(3);
        first.exchange();
        second.exchange();
        assertThat(second.used(CALLER)).isEqualTo(Usage.at(now, 5, 150));
        first.count(CALLER, 1, 0);
        first.exchange();
        assertThat(first.used(CALLER)).isEqualTo(Usage.at(now, 6, 150));
    }

    @Test
    void aNewMinuteBeginsAtZeroAndADayGoesOn() {
        first.count(CALLER, 3, 100);
        first.exchange();
        now = now.plusSeconds(30);
        assertThat(first.used(CALLER)).isEqualTo(Usage.at(now, 0, 100));
        now = now.plus(Duration.ofHours(12));
        assertThat(first.used(CALLER)).isEqualTo(Usage.at(now, 0, 0));
    }

    @Test
    void whatCouldNotBeSentIsSentLater() {
        List<Map<String, Usage>> sent = new ArrayList<>();
        UsageLedger away = used -> {
            sent.add(used);
            if (sent.size() == 1) {
                throw new IllegalStateException("away");
            }
            return ledger.add(used);
        };
        CallerUsage usage = new CallerUsage(away, clock);
        usage.count(CALLER, 3, 100);
        assertThatThrownBy(usage::exchange).hasMessage("away");
        usage.count(CALLER, 1, 1);
        assertThat(usage.used(CALLER).requests()).isEqualTo(4);
        usage.exchange();
        assertThat(sent.get(1)).containsOnly(Map.entry(CALLER, Usage.at(now, 4, 101)));
        assertThat(usage.used(CALLER)).isEqualTo(Usage.at(now, 4, 101));
    }

    @Test
    void whatIsCountedDuringAnExchangeCountsOnce() {
        List<CallerUsage> self = new ArrayList<>();
        CallerUsage usage = new CallerUsage(
                used -> {
                    self.get(0).count(CALLER, 10, 0);
                    assertThat(self.get(0).used(CALLER).requests()).isEqualTo(11);
                    return ledger.add(used);
                },
                clock);
        self.add(usage);
        usage.count(CALLER, 1, 0);
        usage.exchange();
        assertThat(usage.used(CALLER).requests()).isEqualTo(11);
    }
}
