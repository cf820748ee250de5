package org.lungburden.api.webhook.address;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lungburden.lifecycle.DaemonThreads;

/**
 * Checks an address at the submit, so that a client learns at once that nobody will be told. A name that cannot be
 * resolved soon passes: the check at the connection decides.
 */
public class TargetCheck implements AutoCloseable {
    private static final int MOST_LOOKUPS = 8;
    private static final int WAIT_SECONDS = 2;
    private static final int IDLE_SECONDS = 60;

    private final Targets targets;
    private final HostLookup lookup;
    /** A resolver that hangs holds these threads and not those of requests. */
    private final ExecutorService lookups = new ThreadPoolExecutor(
            0,
            MOST_LOOKUPS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            DaemonThreads.named("webhook-lookup"));

    TargetCheck(Targets targets, HostLookup lookup) {
        this.targets = targets;
        this.lookup = lookup;
    }

    /**
     * @param callbackUrl as in the query; null when the query lacks it
     * @return the normal form; null for null
     * @throws RefusedTargetException
     */
    public @Nullable String checked(@Nullable String callbackUrl) {
        if (callbackUrl == null) {
            return null;
        }
        CallbackAddress address = CallbackAddress.parse(callbackUrl);
        targets.check(address);
        if (address.literal().isEmpty()) {
            checkName(address);
        }
        return address.text();
    }

    private void checkName(CallbackAddress address) {
        Future<InetAddress[]> found;
        try {
            found = lookups.submit(() -> lookup.addresses(address.host()));
        } catch (RejectedExecutionException busy) {
            return;
        }
        try {
            targets.check(address, List.of(found.get(WAIT_SECONDS, TimeUnit.SECONDS)));
        } catch (ExecutionException | TimeoutException unknown) {
            found.cancel(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
