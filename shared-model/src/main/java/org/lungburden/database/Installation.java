package org.lungburden.database;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** The identity of this database. */
public interface Installation {

    /** The id is the same for every service on this database and never changes. A restored dump keeps the id. */
    UUID id();

    /**
     * The cluster of servers that holds the database: the same on a standby that takes over, another after a dump was
     * restored elsewhere. Empty when the server does not tell.
     */
    Optional<String> cluster();

    /** Whether {@link #storeIsSetUp()} was ever called. */
    boolean hasStore();

    /** Records that an artifact store carries this database's mark. */
    void storeIsSetUp();

    /** Whether the database has a row of any of these jobs; deleted jobs count. */
    boolean knowsAny(Collection<UUID> jobIds);
}
