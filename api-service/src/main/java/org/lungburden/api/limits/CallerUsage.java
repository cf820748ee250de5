package org.lungburden.api.limits;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.lungburden.usage.Usage;
import org.lungburden.usage.UsageLedger;

/**
 * Counts what each caller uses. A request costs no statement: this process counts, and {@link #exchange} adds its counts to
 * those of the other processes. Meanwhile a caller can exceed a limit by what all processes serve in that time.
 */
public final class CallerUsage {
    private final UsageLedger ledger;
    private final Clock clock;
    /** Guarded by this: counted here since the last exchange. */
    private Map<String, Usage> counted = new HashMap<>();
    /** Guarded by this: on its way to the ledger. */
    private Map<String, Usage> sent = Map.of();
    /** Guarded by this: of all processes, as of the last exchange. */
    private final Map<String, Usage> known = new HashMap<>();

    CallerUsage(UsageLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Counts, and returns what the caller has used by then. */
    synchronized Usage count(String caller, long requests, long bytes) {
        counted.merge(caller, Usage.at(clock.instant(), requests, bytes), Usage::plus);
        return used(caller);
    }

    synchronized Usage used(String caller) {
        Usage none = Usage.at(clock.instant(), 0, 0);
        return none.plus(known.getOrDefault(caller, none))
                .plus(sent.getOrDefault(caller, none))
                .plus(counted.getOrDefault(caller, none));
    }

    /** Exchanges counts with the other processes. After a failure nothing is lost, and the next call sends all of it. */
    public void exchange() {
        Map<String, Usage> used;
        synchronized (this) {
            forgetIdle();
            if (counted.isEmpty()) {
                return;
            }
            used = counted;
            sent = used;
            counted = new HashMap<>();
        }
        try {
            Map<String, Usage> totals = ledger.add(used);
            synchronized (this) {
                known.putAll(totals);
                sent = Map.of();
            }
        } catch (RuntimeException e) {
            synchronized (this) {
                sent = Map.of();
                used.forEach((caller, usage) -> counted.merge(caller, usage, Usage::plus));
            }
            throw e;
        }
    }

    /** The ledger keeps what they have used today; their next request brings that back. */
    private void forgetIdle() {
        Usage now = Usage.at(clock.instant(), 0, 0);
        known.values().removeIf(usage -> usage.minute().isBefore(now.minute().minusSeconds(600)));
    }
}
