package org.lungburden.standalone.service;

import java.nio.file.Path;

/** Another process serves this data directory. */
public final class DataDirectoryInUseException extends UnusableDataDirectoryException {
    private static final long serialVersionUID = 1L;

    DataDirectoryInUseException(Path root) {
        super("another process uses the data directory " + root);
    }
}
