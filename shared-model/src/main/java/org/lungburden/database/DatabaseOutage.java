package org.lungburden.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.Causes;

/** Separates a database that cannot be reached from a faulty statement, whatever layer has wrapped the exception. */
public final class DatabaseOutage {
    /** SQLSTATE classes (PostgreSQL appendix A): connection, resources, shutdown by the operator, system error. */
    private static final Set<String> STATES = Set.of("08", "53", "57", "58");

    private DatabaseOutage() {}

    /** Whether the database was unreachable, which means that the same call may succeed later. */
    public static boolean causes(Throwable failure) {
        return Causes.of(failure).stream().anyMatch(DatabaseOutage::isOutage);
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof SQLTransientConnectionException
                || cause instanceof SQLNonTransientConnectionException
                || cause instanceof SQLRecoverableException
                || (cause instanceof SQLException sql && inOutageClass(sql.getSQLState()));
    }

    /** The pool throws without any SQLSTATE when a rollback finds the connection broken. */
    private static boolean inOutageClass(@Nullable String state) {
        return state == null || (state.length() == 5 && STATES.contains(state.substring(0, 2)));
    }
}
