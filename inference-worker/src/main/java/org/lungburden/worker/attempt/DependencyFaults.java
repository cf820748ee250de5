package org.lungburden.worker.attempt;

import java.io.IOException;
import java.util.Locale;
import org.lungburden.database.DatabaseOutage;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

/** Tells a database or disk that does not serve from a bug. */
public final class DependencyFaults {
    private DependencyFaults() {}

    /**
     * A statement that can never succeed is a bug, all else a database that may come back. The cause is looked at
     * first: a rollback that finds its connection gone is wrapped in the same exception as a bug.
     */
    public static boolean ofDatabase(Throwable failure) {
        if (failure instanceof TransactionException || DatabaseOutage.causes(failure)) {
            return true;
        }
        return failure instanceof DataAccessException
                && (!(failure instanceof NonTransientDataAccessException)
                        || failure instanceof NonTransientDataAccessResourceException);
    }

    /** The JDK has no exception of its own for ENOSPC. */
    static boolean ofFullDisk(Throwable failure) {
        return failure instanceof IOException
                && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("no space left");
    }
}
