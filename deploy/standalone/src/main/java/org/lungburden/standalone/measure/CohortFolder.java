package org.lungburden.standalone.measure;

import java.io.IOException;
import java.nio.file.Path;

/** The folder of a cohort's results, which one run at a time writes to. */
public final class CohortFolder implements AutoCloseable {
    private final Ledger ledger;

    private CohortFolder(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Ends the command when the folder holds another cohort, or when another run writes to it.
     *
     * @param resume goes on with what the folder holds
     * @param force begins anew
     */
    public static CohortFolder open(Path directory, boolean resume, boolean force) {
        return new CohortFolder(Ledger.open(directory, resume, force));
    }

    Ledger ledger() {
        return ledger;
    }

    /** A second call does nothing. */
    @Override
    public void close() throws IOException {
        ledger.close();
    }
}
