package org.lungburden.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when an {@link OutOfMemoryError} ends a thread. Otherwise the process would seem alive without that
 * thread's work. The JVM's own {@code -XX:+ExitOnOutOfMemoryError} covers only a full heap. Threads and memory outside
 * the heap can run out too.
 */
public final class MemoryEnd {
    /** EX_TEMPFAIL of sysexits.h: only a new process can continue. */
    public static final int RESTART = 75;

    private static final Duration JVM_END = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(MemoryEnd.class);

    private MemoryEnd() {}

    /** The process ends; a supervisor starts it again. */
    public static void restarts() {
        install(() -> {
            awaitTheEndOfTheJvm();
            Runtime.getRuntime().halt(RESTART);
        });
    }

    /**
     * When the heap is full, a first thread makes the JVM end the process and tell the launcher why. Another thread whose
     * memory ran out meanwhile must not end it sooner without a reason.
     */
    private static void awaitTheEndOfTheJvm() {
        long until = System.nanoTime() + JVM_END.toNanos();
        for (long left = JVM_END.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** @param end must work without further memory */
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
