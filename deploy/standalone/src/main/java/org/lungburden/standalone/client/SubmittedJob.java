package org.lungburden.standalone.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The job of a command on another's service. Closed before it has ended, by Ctrl-C, it is cancelled there. */
public final class SubmittedJob implements AutoCloseable {
    /** How long the answer to a study that was just sent may take, once nobody wants it any more. */
    private static final int ANSWER_SECONDS = 2;

    private final ServiceClient client;
    private final CompletableFuture<String> id = new CompletableFuture<>();
    private volatile boolean running;

    public SubmittedJob(ServiceClient client) {
        this.client = client;
    }

    /** See {@link ServiceClient#submit}. */
    public String submit(Path study, @Nullable String reference) throws IOException, InterruptedException {
        running = true;
        id.complete(client.submit(study, reference).id());
        return id.join();
    }

    /** There is nothing to cancel any more. */
    public void ended() {
        running = false;
    }

    @Override
    public void close() throws IOException, InterruptedException, ExecutionException {
        if (running) {
            running = false;
            try {
                client.cancel(id.get(ANSWER_SECONDS, TimeUnit.SECONDS));
            } catch (TimeoutException notSent) {
                // the service throws away what it has of the study when this process ends
            }
        }
    }
}
