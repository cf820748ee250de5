package org.lungburden.worker;

import org.lungburden.error.ErrorCode;
import org.lungburden.process.MemoryEnd;

/**
 * Ends the process because only a new process can go on; the launcher starts the new process. An application that
 * embeds a worker may replace this bean.
 */
@FunctionalInterface
public interface ProcessExit {
    /** Exit code when native code did not return, or the network's engine is lost. */
    int RESTART = MemoryEnd.RESTART;

    /** @param why the error code with which the running attempt ended */
    void exit(int status, ErrorCode why);
}
