package org.lungburden.database;

import org.springframework.boot.ExitCodeGenerator;

/** No service migrated the database in time; a worker then exits with code 3. */
public class SchemaNotReadyException extends RuntimeException implements ExitCodeGenerator {
    private static final long serialVersionUID = 1L;
    private static final int SERVICE_FAILED = 3;

    public SchemaNotReadyException(String message) {
        super(message);
    }

    @Override
    public int getExitCode() {
        return SERVICE_FAILED;
    }
}
