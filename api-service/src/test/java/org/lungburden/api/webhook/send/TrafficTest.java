package org.lungburden.api.webhook.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungburden.webhook.Lane;

/** When attempts may begin. */
class TrafficTest {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Lane LANE = new Lane("ward", "a.example");

    private final MovedClock clock = new MovedClock();
    private final Traffic traffic = new Traffic(clock, FIRST, Duration.ofHours(1));

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-11-29T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void fail(int times) {
        for (int n = 0; n < times; n++) {
            assertThat(traffic.begin(LANE)).isTrue();
            traffic.failed(LANE);
        }
    }

    @Test
    void aLaneAHostAndAnOwnerHaveTheirShare() {
        IntStream.range(0, 4).forEach(n -> assertThat(traffic.begin(LANE)).isTrue());
        assertThat(traffic.begin(LANE)).as("lane").isFalse();
        Lane other = new Lane("clinic", LANE.host());
        IntStream.range(0, 4).forEach(n -> assertThat(traffic.begin(other)).isTrue());
        assertThat(traffic.begin(new Lane("third", LANE.host()))).as("host").isFalse();
        Lane elsewhere = new Lane("ward", "b.example");
        IntStream.range(0, 4).forEach(n -> assertThat(traffic.begin(elsewhere)).isTrue());
        assertThat(traffic.begin(new Lane("ward", "c.example"))).as("owner").isFalse();
        traffic.succeeded(LANE);
        assertThat(traffic.begin(new Lane("third", LANE.host()))).isTrue();
        assertThat(traffic.begin(new Lane("ward", "c.example"))).isTrue();
    }

    @Test
    void aLaneThatFailsIsProbed() {
        fail(5);
        assertThat(traffic.begin(LANE)).isFalse();
        assertThat(traffic.begin(new Lane("clinic", LANE.host())))
                .as("another owner")
                .isTrue();
        clock.now = clock.now.plus(FIRST);
        assertThat(traffic.begin(LANE)).isTrue();
        assertThat(traffic.begin(LANE)).as("one probe").isFalse();
        assertThat(traffic.failed(LANE)).isTrue();
        clock.now = clock.now.plus(FIRST);
        assertThat(traffic.begin(LANE)).as("twice as long").isFalse();
        clock.now = clock.now.plus(FIRST);
        assertThat(traffic.begin(LANE)).isTrue();
        traffic.succeeded(LANE);
        fail(4);
        assertThat(traffic.begin(LANE)).as("closed").isTrue();
    }

    @Test
    void aProbeThatWasNotMadeIsMadeAgain() {
        fail(5);
        clock.now = clock.now.plus(FIRST);
        assertThat(traffic.begin(LANE)).isTrue();
        traffic.notTried(LANE);
        assertThat(traffic.begin(LANE)).isTrue();
    }

    @Test
    void aCircuitIsTriedEveryFiveMinutesAtLeast() {
        fail(5);
        for (int n = 0; n < 50; n++) {
            clock.now = clock.now.plus(Duration.ofMinutes(5));
            assertThat(traffic.begin(LANE)).isTrue();
            traffic.failed(LANE);
        }
    }

    @Test
    void delaysGrowAndAreDrawn() {
        RetryDelays most = new RetryDelays(FIRST, Duration.ofHours(1), () -> 1);
        assertThat(IntStream.of(1, 2, 3, 10, 11, 70).mapToObj(n -> most.after(n, Duration.ZERO)))
                .containsExactly(
                        FIRST,
                        FIRST.multipliedBy(2),
                        FIRST.multipliedBy(4),
                        FIRST.multipliedBy(512),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
        RetryDelays half = new RetryDelays(FIRST, Duration.ofHours(1), () -> 0.5);
        assertThat(half.after(3, Duration.ZERO)).isEqualTo(FIRST.multipliedBy(2));
        RetryDelays least = new RetryDelays(FIRST, Duration.ofHours(1), () -> 0);
        assertThat(least.after(9, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(least.after(1, Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(2));
        assertThat(least.after(1, Duration.ofDays(9))).isEqualTo(Duration.ofHours(1));
    }
}
