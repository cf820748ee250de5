package org.lungburden.worker;

/** Ends the process; the launcher starts it again. */
@FunctionalInterface
interface ProcessExit {
    /** Native code did not return; only a new process is free of it. EX_TEMPFAIL of sysexits.h. */
    int STUCK = 75;

    void exit(int code);
}
