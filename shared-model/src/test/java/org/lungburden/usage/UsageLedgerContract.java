package org.lungburden.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger does. */
public abstract class UsageLedgerContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Names of this test alone. */
    private final String one = "owner:" + UUID.randomUUID();

    private final String other = "key:" + UUID.randomUUID();

    protected abstract UsageLedger ledger();

    private Usage add(Instant time, long requests, long bytes) {
        return ledger().add(Map.of(one, Usage.at(time, requests, bytes)))
                .values()
                .iterator()
                .next();
    }

    @Test
    void addsUpWithinAMinuteAndADay() {
        assertThat(add(NOON, 3, 100)).isEqualTo(Usage.at(NOON, 3, 100));
        assertThat(add(NOON.plusSeconds(59), 2, 0)).isEqualTo(Usage.at(NOON, 5, 100));
        assertThat(add(NOON.plusSeconds(60), 1, 7)).isEqualTo(Usage.at(NOON.plusSeconds(60), 1, 107));
        Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
        assertThat(add(midnight, 4, 1)).isEqualTo(Usage.at(midnight, 4, 1));
    }

    /** The clocks of two processes may differ. */
    @Test
    void whatComesLateFromTheMinuteBeforeChangesNothing() {
        add(NOON, 3, 100);
        assertThat(add(NOON.minusSeconds(1), 50, 5)).isEqualTo(Usage.at(NOON, 3, 105));
        assertThat(add(Instant.parse("2026-02-28T23:59:59Z"), 50, 5)).isEqualTo(Usage.at(NOON, 3, 105));
    }

    @Test
    void keepsCallersApart() {
        Map<String, Usage> both =
                ledger().add(Map.of(one, Usage.at(NOON, 1, 10), other, Usage.at(NOON.plusSeconds(60), 2, 20)));
        assertThat(both)
                .containsOnly(
                        Map.entry(one, Usage.at(NOON, 1, 10)), Map.entry(other, Usage.at(NOON.plusSeconds(60), 2, 20)));
        assertThat(ledger().add(Map.of(one, Usage.at(NOON, 1, 1)))).containsOnly(Map.entry(one, Usage.at(NOON, 2, 11)));
    }

    /** The callers come in different orders, as from different processes. */
    @Test
    void losesNothingWhenManyAddAtOnce() {
        CompletableFuture<?>[] all = IntStream.range(0, 8)
                .mapToObj(process -> CompletableFuture.runAsync(() -> {
                    for (int n = 0; n < 50; n++) {
                        Map<String, Usage> used = new HashMap<>();
                        used.put(process % 2 == 0 ? one : other, Usage.at(NOON, 1, 2));
                        used.put(process % 2 == 0 ? other : one, Usage.at(NOON, 1, 2));
                        ledger().add(used);
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        assertThat(add(NOON, 0, 0)).isEqualTo(Usage.at(NOON, 400, 800));
    }
}
