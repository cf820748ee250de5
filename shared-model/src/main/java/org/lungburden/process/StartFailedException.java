package org.lungburden.process;

import java.io.Serial;

/** A process cannot start. The message is one sentence for the operator. */
public final class StartFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    StartFailedException(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** Exit code: 2 for a wrong setting, 3 for the database or the process. */
    public int exitCode() {
        return exitCode;
    }
}
