package org.lungburden.binding;

import java.io.IOException;
import java.io.Serial;

/** The store lacks this database's mark, though the database has already marked a store. */
final class UnmarkedStoreException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnmarkedStoreException() {
        super("The artifact store (lungburden.artifacts.location) lacks the mark that this database has set: the"
                + " store is not mounted or is another store; lungburden.artifacts.adopt=true takes this store"
                + " all the same.");
    }
}
