package org.lungburden.dicom.series;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.lungburden.error.Causes;
import org.lungburden.lifecycle.DaemonThreads;

/** Runs one task for each item on a few threads; the first failure ends all tasks. */
final class Parallel {
    /**
     * At least two threads, so that reading and decoding overlap. Not many, because each thread holds a frame in
     * memory.
     */
    private static final int THREADS =
            Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));

    private static final int STOP_SECONDS = 2;

    private Parallel() {}

    interface Task<T, R> {
        R run(T item) throws IOException;
    }

    /**
     * @param onDone called on the caller's thread after each item; an exception from this call ends the work
     * @return the results in the order of the items
     * @throws InterruptedIOException when the caller is interrupted
     */
    static <T, R> List<R> map(List<T> items, Task<T, R> task, Runnable onDone) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("dicom-reader"));
        try {
            CompletionService<R> running = new ExecutorCompletionService<>(threads);
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) {
                futures.add(running.submit(() -> task.run(item)));
            }
            for (int done = 0; done < items.size(); done++) {
                running.take().get();
                onDone.run();
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading the study was interrupted");
        } catch (ExecutionException e) {
            throw Causes.ofTask(e);
        } finally {
            stop(threads);
        }
    }

    /**
     * Gives running tasks time to end, since the caller closes the archive next. Closing the archive ends the remaining
     * tasks.
     */
    private static void stop(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
