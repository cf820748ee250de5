package org.lungburden.standalone.exit;

import org.jspecify.annotations.Nullable;

/** Ends a command with a line on standard error and an exit code. */
public class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailedException(int exitCode, String line, @Nullable Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    /** The user's input is at fault. */
    public static CommandFailedException badInput(String line) {
        return new CommandFailedException(ExitCode.BAD_INPUT, line, null);
    }

    /** The service or a worker failed. */
    public static CommandFailedException failed(String line) {
        return new CommandFailedException(ExitCode.FAILED, line, null);
    }

    /** The service or a worker failed. */
    public static CommandFailedException failed(String line, Throwable cause) {
        return new CommandFailedException(ExitCode.FAILED, line, cause);
    }

    /** The exit code of the process. */
    public final int exitCode() {
        return exitCode;
    }
}
