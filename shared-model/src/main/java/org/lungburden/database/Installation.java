package org.lungburden.database;

import java.util.Collection;
import java.util.UUID;

/** The identity of this database. */
public interface Installation {

    /** The id is the same for every service on this database and never changes. A restored dump keeps the id. */
    UUID id();

    /** Whether {@link #storeIsSetUp()} was ever called. */
    boolean hasStore();

    /** Records that an artifact store carries this database's mark. */
    void storeIsSetUp();

    /** Whether the database has a row of any of these jobs; deleted jobs count. */
    boolean knowsAny(Collection<UUID> jobIds);
}
