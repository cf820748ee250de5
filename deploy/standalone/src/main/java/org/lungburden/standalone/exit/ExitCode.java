package org.lungburden.standalone.exit;

/** What the process of a command ends with. */
public final class ExitCode {
    /** The command did what it was asked to do. */
    public static final int DONE = 0;

    /** The usage or the input is at fault. */
    public static final int BAD_INPUT = 2;

    /** The service or a worker failed. */
    public static final int FAILED = 3;

    private ExitCode() {}
}
