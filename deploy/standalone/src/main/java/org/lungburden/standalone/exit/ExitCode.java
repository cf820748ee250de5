package org.lungburden.standalone.exit;

/** The exit codes of the commands. */
public final class ExitCode {
    /** The command succeeded. */
    public static final int DONE = 0;

    /** The usage or the input is at fault. */
    public static final int BAD_INPUT = 2;

    /** The service or a worker failed. */
    public static final int FAILED = 3;

    private ExitCode() {}
}
