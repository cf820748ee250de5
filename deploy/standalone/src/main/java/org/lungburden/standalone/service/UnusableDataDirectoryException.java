package org.lungburden.standalone.service;

import java.io.IOException;

/** The service cannot use the data directory as it is; the message gives the user the reason. */
public final class UnusableDataDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableDataDirectoryException(String message) {
        super(message);
    }
}
