package org.lungburden.usage.memory;

import org.lungburden.usage.UsageLedger;
import org.lungburden.usage.UsageLedgerContract;

class MemoryUsageLedgerTest extends UsageLedgerContract {
    private final MemoryUsageLedger ledger = new MemoryUsageLedger();

    @Override
    protected UsageLedger ledger() {
        return ledger;
    }
}
