package org.lungburden.standalone.service;

import java.io.IOException;

/** The data directory cannot be served as it is; the message says why, to the user. */
public abstract sealed class UnusableDataDirectoryException extends IOException
        permits DataDirectoryInUseException, ForeignDatabaseException {
    private static final long serialVersionUID = 1L;

    UnusableDataDirectoryException(String message) {
        super(message);
    }
}
