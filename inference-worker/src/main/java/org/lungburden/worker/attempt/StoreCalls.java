package org.lungburden.worker.attempt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.lungburden.error.Causes;
import org.lungburden.job.Claim;
import org.lungburden.job.LoggedJob;
import org.lungburden.lifecycle.DaemonThreads;

/**
 * Makes each call of the artifact store on a separate thread, so that an interrupt ends the wait for a hanging call. An
 * interrupt cannot end the call itself, since neither a socket nor a mount reacts to interrupts. An abandoned call ends
 * by the store's own time limits. The call may still write a file of its attempt, as a paused worker may. No row names
 * that file, and the sweep removes it.
 */
final class StoreCalls {
    private StoreCalls() {}

    /**
     * @param call ends soon after an interrupt, unless the store hangs
     * @throws IOException when the call throws it
     * @throws InterruptedIOException when this thread is interrupted, which it stays
     */
    static <T> T run(Claim claim, Callable<T> call) throws IOException {
        FutureTask<T> task = new FutureTask<>(call);
        DaemonThreads.start("artifact-store", () -> runLogged(claim, task));
        try {
            return task.get();
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the artifact store worked");
        } catch (ExecutionException e) {
            throw Causes.ofTask(e);
        }
    }

    private static void runLogged(Claim claim, Runnable task) {
        try (LoggedJob logged = LoggedJob.of(claim)) {
            task.run();
        }
    }
}
