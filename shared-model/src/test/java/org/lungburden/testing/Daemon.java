package org.lungburden.testing;

import java.io.IOException;
import org.lungburden.lifecycle.DaemonThreads;

/** Work on sockets that a test ends by closing them. */
public final class Daemon {
    private Daemon() {}

    /** On a thread of its own, until it returns or a socket under it is closed. */
    public static void start(String name, Work work) {
        DaemonThreads.start(name, () -> {
            try {
                work.run();
            } catch (IOException e) {
                // Cut, or an end hung up.
                return;
            }
        });
    }

    /** What may end with a broken connection. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }
}
