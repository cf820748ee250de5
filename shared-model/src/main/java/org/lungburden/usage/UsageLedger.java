package org.lungburden.usage;

import java.util.Map;

/** Adds up what callers use, over all processes. */
public interface UsageLedger {
    /**
     * Adds what this process has counted.
     *
     * @param used by caller
     * @return for the same callers, what all processes have added in the same minute and on the same day
     */
    Map<String, Usage> add(Map<String, Usage> used);
}
