package org.lungburden.database;

import java.util.Collection;
import java.util.UUID;

/** Which database this is. */
public interface Installation {

    /** The same for every service on this database, for its whole life, dumps and their restore included. */
    UUID id();

    /** Whether {@link #storeIsSetUp()} was ever called. */
    boolean hasStore();

    /** An artifact store carries this database's mark. */
    void storeIsSetUp();

    /** Whether there is a row of any of these jobs, deleted ones included. */
    boolean knowsAny(Collection<UUID> jobIds);
}
