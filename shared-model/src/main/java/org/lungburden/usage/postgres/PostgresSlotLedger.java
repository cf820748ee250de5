package org.lungburden.usage.postgres;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.usage.SlotLedger;
import org.springframework.jdbc.core.JdbcOperations;

/** One row for each number of an owner that was ever taken and not freed. The database's clock counts. */
public final class PostgresSlotLedger implements SlotLedger {
    /** A random number, so that processes that take at the same instant seldom want the same one. */
    private static final String TAKE = """
            WITH open AS (
                SELECT number FROM generate_series(1, ?) AS number
                WHERE NOT EXISTS (SELECT FROM owner_slot s
                    WHERE s.owner = ? AND s.number = number.number AND s.expires_at > clock_timestamp())
                ORDER BY random() LIMIT 1),
            taken AS (
                INSERT INTO owner_slot AS s (owner, number, token, expires_at)
                SELECT ?, number, ?, clock_timestamp() + make_interval(secs => ?) FROM open
                ON CONFLICT (owner, number) DO UPDATE SET token = EXCLUDED.token, expires_at = EXCLUDED.expires_at
                    WHERE s.expires_at <= clock_timestamp()
                RETURNING number)
            SELECT (SELECT number FROM open) AS open, (SELECT number FROM taken) AS taken
            """;

    private static final String RENEW = """
            UPDATE owner_slot SET expires_at = clock_timestamp() + make_interval(secs => ?)
            WHERE owner = ? AND number = ? AND token = ?
            """;
    private static final String FREE = "DELETE FROM owner_slot WHERE owner = ? AND number = ? AND token = ?";
    private static final double MS = 1000;

    private final JdbcOperations jdbc;

    public PostgresSlotLedger(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    private record Outcome(@Nullable Integer open, @Nullable Integer taken) {}

    /** Another process may win the open number; each time that happens, somebody got a slot. */
    @Override
    public Optional<Slot> take(String owner, int most, Duration time) {
        UUID token = UUID.randomUUID();
        for (int attempt = 0; attempt <= most; attempt++) {
            Outcome outcome = jdbc.queryForObject(
                    TAKE,
                    (row, n) ->
                            new Outcome(row.getObject("open", Integer.class), row.getObject("taken", Integer.class)),
                    most,
                    owner,
                    owner,
                    token,
                    time.toMillis() / MS);
            if (outcome.taken() != null) {
                return Optional.of(new Slot(owner, outcome.taken(), token));
            }
            if (outcome.open() == null) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public void renew(Collection<Slot> slots, Duration time) {
        jdbc.batchUpdate(
                RENEW,
                sorted(slots).stream()
                        .map(slot -> new Object[] {time.toMillis() / MS, slot.owner(), slot.number(), slot.token()})
                        .toList());
    }

    @Override
    public void free(Collection<Slot> slots) {
        jdbc.batchUpdate(
                FREE,
                sorted(slots).stream()
                        .map(slot -> new Object[] {slot.owner(), slot.number(), slot.token()})
                        .toList());
    }

    /** Two processes never wait for each other in a circle. */
    private static List<Slot> sorted(Collection<Slot> slots) {
        return slots.stream()
                .sorted(Comparator.comparing(Slot::owner).thenComparing(Slot::number))
                .toList();
    }
}
