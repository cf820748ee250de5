package org.lungburden.standalone;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.lungburden.standalone.measure.OpenFiles;
import sun.misc.Signal;

/**
 * Ends a process before its command is done, and closes all open resources, the latest first.
 *
 * <p>On a signal the exit status is 128 plus the signal's number. The process then ends without the exit handlers of
 * the native libraries. PyTorch's handlers free its tables, and PyTorch crashes when its threads still compute. Java
 * cannot wait for these native calls.
 */
final class Ending {
    private static final int FIRST_STATUS = 128;

    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static volatile boolean stopping;

    private Ending() {}

    /** From now on Ctrl-C, SIGTERM, SIGHUP and {@link System#exit} end the process as described above. */
    static void install() {
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            Signal.handle(new Signal(name), signal -> stop(FIRST_STATUS + signal.getNumber()));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(Ending::closeAll, "shutdown"));
    }

    /**
     * Opens a resource that is closed at the end. An end in the meantime waits, so that the resource is never left
     * open.
     */
    static synchronized <T extends AutoCloseable> T open(Opening<T> opening) throws IOException {
        T opened = opening.open();
        closeFirst(opened);
        return opened;
    }

    /** Must be quick, because the end of the process waits for the opening. */
    @FunctionalInterface
    interface Opening<T> {
        T open() throws IOException;
    }

    /** For rooms that open files and do not know this class. */
    static OpenFiles files() {
        return new OpenFiles() {
            @Override
            public <T extends AutoCloseable> T open(Opening<T> opening) throws IOException {
                return Ending.open(opening::open);
            }

            @Override
            public void closed(AutoCloseable resource) {
                synchronized (OPEN) {
                    OPEN.remove(resource);
                }
            }
        };
    }

    /** Registers a resource that is closed before all earlier resources. A second close must do nothing. */
    static void closeFirst(AutoCloseable resource) {
        synchronized (OPEN) {
            OPEN.push(resource);
        }
    }

    /** Registers a resource that is closed after all others. A second close must do nothing. */
    static void closeLast(AutoCloseable resource) {
        synchronized (OPEN) {
            OPEN.addLast(resource);
        }
    }

    /** Whether the process is stopping; failures from then on are expected and need no message. */
    static boolean stopping() {
        return stopping;
    }

    /** Ends the process as a signal does; never returns. */
    static void stop(int status) {
        stopping = true;
        // The lock is held to the end. Another thread that calls exit with a different status then waits in closeAll
        // forever.
        synchronized (Ending.class) {
            Runnable now = prepared(status);
            closeAll();
            now.run();
        }
    }

    private static synchronized void closeAll() {
        for (AutoCloseable next = next(); next != null; next = next()) {
            try {
                next.close();
            } catch (Exception e) {
                System.err.println("lungburden: stopping failed: " + e);
            }
        }
    }

    private static @Nullable AutoCloseable next() {
        synchronized (OPEN) {
            return OPEN.poll();
        }
    }

    /**
     * Looks the function up before the close, so that between the last close and the end no running thread has time to
     * write a file.
     */
    private static Runnable prepared(int status) {
        try {
            Function exit = NativeLibrary.getProcess().getFunction("_exit");
            return () -> exit.invokeVoid(new Object[] {status});
        } catch (LinkageError noNativeAccess) {
            return () -> Runtime.getRuntime().halt(status);
        }
    }
}
