package org.lungburden.standalone;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * The end of a process before its command is done: what is open is closed, the latest first.
 *
 * <p>A signal ends the process with 128 and its number, without the end of the native libraries: PyTorch takes its tables
 * apart there, and crashes while its threads still calculate. Java cannot wait for a native call.
 */
final class Ending {
    private static final int FIRST_STATUS = 128;

    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static volatile boolean stopping;

    private Ending() {}

    /** From now on Ctrl-C, SIGTERM, SIGHUP and {@link System#exit} end the process as told above. */
    static void install() {
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            Signal.handle(new Signal(name), signal -> stop(FIRST_STATUS + signal.getNumber()));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(Ending::closeAll, "shutdown"));
    }

    /** Opens what is closed at the end; an end that comes meanwhile waits, and nothing is left behind. */
    static synchronized <T extends AutoCloseable> T open(Opening<T> opening) throws IOException {
        T opened = opening.open();
        closeFirst(opened);
        return opened;
    }

    /** Quick, since an end waits for it. */
    @FunctionalInterface
    interface Opening<T> {
        T open() throws IOException;
    }

    /** Will be closed before what came earlier. Closing it again must do nothing. */
    static void closeFirst(AutoCloseable resource) {
        synchronized (OPEN) {
            OPEN.push(resource);
        }
    }

    /** Will be closed after everything else. Closing it again must do nothing. */
    static void closeLast(AutoCloseable resource) {
        synchronized (OPEN) {
            OPEN.addLast(resource);
        }
    }

    /** Whether the process was told to stop: what fails from then on is no news. */
    static boolean stopping() {
        return stopping;
    }

    /** Ends the process as a signal does; never returns. */
    static void stop(int status) {
        stopping = true;
        // Held to the end: whoever exits meanwhile, with a status of its own, waits in closeAll for what never comes.
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

    /** Looked up beforehand: whatever runs on writes no file between the last close and the end. */
    private static Runnable prepared(int status) {
        try {
            Function exit = NativeLibrary.getProcess().getFunction("_exit");
            return () -> exit.invokeVoid(new Object[] {status});
        } catch (LinkageError noNativeAccess) {
            return () -> Runtime.getRuntime().halt(status);
        }
    }
}
