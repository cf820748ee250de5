package org.lungburden.usage.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lungburden.usage.Usage;
import org.lungburden.usage.UsageLedger;

/** The use of each caller in memory. */
public final class MemoryUsageLedger implements UsageLedger {
    private final Map<String, Usage> totals = new HashMap<>();

    @Override
    public synchronized Map<String, Usage> add(Map<String, Usage> used) {
        used.forEach((caller, usage) -> totals.merge(caller, usage, Usage::plus));
        return used.keySet().stream().collect(Collectors.toMap(Function.identity(), totals::get));
    }
}
