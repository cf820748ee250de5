package org.lungburden.binding;

import java.io.IOException;
import java.io.Serial;

/** The store lacks this database's mark, though the database has already marked a store. */
final class UnmarkedStoreException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnmarkedStoreException() {
        super(
                "The artifact store (lungburden.artifacts.location) lacks the mark of this database, whose store had one: it"
                        + " is not mounted, or another; lungburden.artifacts.adopt=true takes it all the same.");
    }
}
