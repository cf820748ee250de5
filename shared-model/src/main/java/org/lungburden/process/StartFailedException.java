package org.lungburden.process;

import java.io.Serial;

/** A process cannot start. The message is one sentence for whoever started it. */
public final class StartFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    StartFailedException(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** 2 when a setting is at fault, 3 when the database or the process is. */
    public int exitCode() {
        return exitCode;
    }
}
