package org.lungburden.worker.attempt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.lungburden.error.Causes;
import org.lungburden.job.Fence;
import org.lungburden.job.LoggedJob;
import org.lungburden.lifecycle.DaemonThreads;

/**
 * Calls the artifact store on a thread of their own, so that an interrupt ends the wait for one that hangs: neither a
 * socket nor a mount heeds an interrupt. A call left behind ends by the store's own time limits. It may still write a
 * file of its attempt, as a paused worker may; no row names it, and the sweep removes it.
 */
final class StoreCalls {
    private StoreCalls() {}

    /**
     * @param call ends soon after it is interrupted, unless the store hangs
     * @throws IOException of the call
     * @throws InterruptedIOException when this thread is interrupted, which it stays
     */
    static <T> T run(Fence fence, Callable<T> call) throws IOException {
        FutureTask<T> task = new FutureTask<>(call);
        DaemonThreads.start("artifact-store", () -> runLogged(fence, task));
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

    private static void runLogged(Fence fence, Runnable task) {
        try (LoggedJob logged = LoggedJob.of(fence)) {
            task.run();
        }
    }
}
