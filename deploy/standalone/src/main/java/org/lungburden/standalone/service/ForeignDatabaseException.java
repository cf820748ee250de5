package org.lungburden.standalone.service;

import java.nio.file.Path;

/** The directory's database was made by another major version of PostgreSQL, which this one cannot read. */
public final class ForeignDatabaseException extends UnusableDataDirectoryException {
    private static final long serialVersionUID = 1L;

    ForeignDatabaseException(Path root, String found, String needed) {
        super("the database in the data directory " + root + " was made by PostgreSQL " + found
                + ", and this version of LungBurden runs PostgreSQL " + needed
                + "; dump it with the older version, or serve another directory");
    }
}
