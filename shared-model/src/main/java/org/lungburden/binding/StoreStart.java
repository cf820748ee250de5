package org.lungburden.binding;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds the store while a process starts, and waits for a store that does not answer yet. */
public final class StoreStart {
    private static final Logger LOG = LoggerFactory.getLogger(StoreStart.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Duration timeout;

    /** @param timeout how long to wait for the store */
    public StoreStart(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * @param attempt returns false while another process must still set up the store
     * @throws StoreNotReadyException when the store is not ready within the timeout
     */
    public void await(Attempt attempt) {
        long end = System.nanoTime() + timeout.toNanos();
        IOException last = null;
        do {
            try {
                if (attempt.succeeds()) {
                    return;
                }
                last = null;
            } catch (IOException e) {
                LOG.warn("The artifact store does not answer yet: {}", e.getMessage());
                last = e;
            }
        } while (paused() && System.nanoTime() - end < 0);
        if (last instanceof UnmarkedStoreException) {
            throw new StoreNotReadyException(String.valueOf(last.getMessage()), last);
        }
        throw last == null
                ? new StoreNotReadyException(
                        "No API has set the artifact store up for this database within " + timeout + ".", null)
                : new StoreNotReadyException("The artifact store cannot be reached or does not serve.", last);
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One try to bind the store. */
    @FunctionalInterface
    public interface Attempt {
        boolean succeeds() throws IOException;
    }
}
