package org.lungburden.standalone.client;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.standalone.exit.CommandFailedException;

/**
 * Follows any number of jobs over one stream of events. Ids may arrive while it follows. A stream that breaks off is opened
 * again where it ended.
 */
public final class JobFollower {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Where the ids come from, such as a pipe. */
    public interface Ids {
        /** Waits for the next id; null when no more will come. */
        @Nullable
        String next() throws IOException;
    }

    /** Something to do for the one thread that knows which jobs are unfinished. */
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private final ServiceClient client;
    private final Consumer<JobView> finished;
    private final Set<String> unfinished = new LinkedHashSet<>();
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private boolean moreIds = true;

    /** @param finished is told each job once, when it has ended */
    public JobFollower(ServiceClient client, Consumer<JobView> finished) {
        this.client = client;
        this.finished = finished;
    }

    /**
     * Ends when all jobs have ended.
     *
     * @param opened runs when the service is there and no change can be missed anymore
     */
    public void follow(Ids ids, Runnable opened) throws IOException, InterruptedException {
        // before any job is asked for, so that no change falls in between
        EventLines events = client.events(null);
        opened.run();
        DaemonThreads.start("events", () -> readEvents(events));
        DaemonThreads.start("ids", () -> readIds(ids));
        while (moreIds || !unfinished.isEmpty()) {
            steps.take().run();
        }
    }

    private void readIds(Ids ids) {
        try {
            for (String id = ids.next(); id != null; id = ids.next()) {
                String next = id;
                steps.add(() -> look(next));
            }
            steps.add(() -> moreIds = false);
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void readEvents(EventLines first) {
        EventLines events = first;
        @Nullable String last = null;
        try {
            while (true) {
                last = readToEnd(events, last);
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                events = client.events(last);
                if (last == null) {
                    steps.add(this::lookAtAll);
                }
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Exception e) {
        steps.add(() -> {
            if (e instanceof CommandFailedException failed) {
                throw failed;
            }
            throw new IOException(e);
        });
    }

    private @Nullable String readToEnd(EventLines events, @Nullable String before) {
        @Nullable String last = before;
        try (events) {
            for (var next = events.next(); next.isPresent(); next = events.next()) {
                EventLines.Event event = next.get();
                last = event.id() == null ? last : event.id();
                switch (event.name()) {
                    case "finished" -> {
                        JobView job = events.job(event);
                        steps.add(() -> ended(job));
                    }
                    case "deleted" -> {
                        String id = events.jobId(event);
                        steps.add(() -> unfinished.remove(id));
                    }
                    case "missed" -> steps.add(this::lookAtAll);
                    default -> {}
                }
            }
        } catch (IOException brokenOff) {
            // it is opened again
        }
        return last;
    }

    private void look(String id) throws IOException, InterruptedException {
        unfinished.add(id);
        JobView job = client.job(id, Duration.ZERO);
        if (job.finished()) {
            ended(job);
        }
    }

    private void lookAtAll() throws IOException, InterruptedException {
        for (String id : List.copyOf(unfinished)) {
            look(id);
        }
    }

    private void ended(JobView job) {
        if (unfinished.remove(job.id())) {
            finished.accept(job);
        }
    }
}
