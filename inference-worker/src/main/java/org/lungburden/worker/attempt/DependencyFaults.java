package org.lungburden.worker.attempt;

import java.io.IOException;
import java.util.Locale;
import org.lungburden.database.DatabaseOutage;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

/** Distinguishes an outage of database or disk from a bug. */
public final class DependencyFaults {
    private DependencyFaults() {}

    /**
     * A statement that can never succeed is a bug; after any other failure the database may come back. The check starts
     * with the cause, because a rollback on a lost connection has the same exception class as a bug.
     */
    public static boolean ofDatabase(Throwable failure) {
        if (failure instanceof TransactionException || DatabaseOutage.causes(failure)) {
            return true;
        }
        return failure instanceof DataAccessException
                && (!(failure instanceof NonTransientDataAccessException)
                        || failure instanceof NonTransientDataAccessResourceException);
    }

    /** The JDK has no exception class for ENOSPC, so only the message shows a full disk. */
    static boolean ofFullDisk(Throwable failure) {
        return failure instanceof IOException
                && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("no space left");
    }
}
