package org.lungburden.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a thread dies of an {@link OutOfMemoryError}. Nobody does the work of that thread afterwards, while the
 * process seems to live. The JVM's own {@code -XX:+ExitOnOutOfMemoryError} covers a full heap alone; threads and memory outside the
 * heap run out too.
 */
public final class MemoryEnd {
    /** Only a new process can go on. EX_TEMPFAIL of sysexits.h. */
    public static final int RESTART = 75;

    private static final Logger LOG = LoggerFactory.getLogger(MemoryEnd.class);

    private MemoryEnd() {}

    /** The process ends at once, to be started again. */
    public static void restarts() {
        install(() -> Runtime.getRuntime().halt(RESTART));
    }

    /** @param end must need no memory */
    public static void install(Runnable end) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            try {
                LOG.error("The thread {} died", thread.getName(), failure);
            } finally {
                if (failure instanceof OutOfMemoryError) {
                    end.run();
                }
            }
        });
    }
}
