package org.lungburden.worker;

import org.lungburden.error.ErrorCode;

/**
 * Ends the process because only a new one can go on; the launcher starts it. Who embeds a worker may put a bean of its own
 * in the place of the one that exits.
 */
@FunctionalInterface
public interface ProcessExit {
    /** Native code did not return, or the network's engine is lost. EX_TEMPFAIL of sysexits.h. */
    int RESTART = 75;

    /** @param why the code that the running attempt ended with */
    void exit(int status, ErrorCode why);
}
