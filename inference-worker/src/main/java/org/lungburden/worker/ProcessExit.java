package org.lungburden.worker;

import org.lungburden.error.ErrorCode;
import org.lungburden.process.MemoryEnd;

/**
 * Ends the process because only a new one can go on; the launcher starts it. Who embeds a worker may put a bean of its own
 * in the place of the one that exits.
 */
@FunctionalInterface
public interface ProcessExit {
    /** Native code did not return, or the network's engine is lost. */
    int RESTART = MemoryEnd.RESTART;

    /** @param why the code that the running attempt ended with */
    void exit(int status, ErrorCode why);
}
