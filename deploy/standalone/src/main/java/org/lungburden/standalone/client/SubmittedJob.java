package org.lungburden.standalone.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The job that a command submitted to a running service. When Ctrl-C closes this object before the job has ended, the
 * close cancels the job there.
 */
public final class SubmittedJob implements AutoCloseable {
    /** How long the close waits for the answer to a study that was just sent. */
    private static final int ANSWER_SECONDS = 2;

    private final ServiceClient client;
    private final CompletableFuture<String> id = new CompletableFuture<>();
    private volatile boolean running;

    public SubmittedJob(ServiceClient client) {
        this.client = client;
    }

    /** See {@link ServiceClient#submit}. */
    public String submit(Path study, Submission submission) throws IOException, InterruptedException {
        running = true;
        id.complete(client.submit(study, submission).id());
        return id.join();
    }

    /** Call this when the job has ended and needs no cancel anymore. */
    public void ended() {
        running = false;
    }

    @Override
    public void close() throws IOException, InterruptedException, ExecutionException {
        if (running) {
            running = false;
            try {
                client.giveUp(id.get(ANSWER_SECONDS, TimeUnit.SECONDS));
            } catch (TimeoutException notSent) {
                // when this process ends, the service discards the incomplete upload
            }
        }
    }
}
