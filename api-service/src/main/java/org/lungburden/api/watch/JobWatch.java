package org.lungburden.api.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Job;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobChanges.Known;
import org.lungburden.job.JobChanges.Scope;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.lifecycle.StopPhase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One thread that asks the database, once an interval and for all watchers together, which jobs changed: with one statement
 * for those who watch one job, and one for those who watch many. While nobody waits it asks nothing. An outage ends no watch: the news come when the database is back. Stops before the web
 * server does, so that nobody who waits holds up its shutdown.
 */
public final class JobWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

    private final JobChanges changes;
    private final Duration interval;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ScopeWatches scopes;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean idle;
    private volatile boolean blind;
    private volatile boolean stopped;
    private volatile boolean running;

    JobWatch(JobChanges changes, WatchSettings settings) {
        this.changes = changes;
        this.scopes = new ScopeWatches(changes);
        this.interval = settings.interval();
    }

    /** Ends a watch; more than once is no error. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Tells the watcher of every change after the version that was seen; once the service stops, of that alone. */
    public Registration watch(Job seen, Watcher watcher) {
        Watch watch = new Watch(this, watcher, seen);
        watches.add(watch);
        if (stopped) {
            watch.tellClosing();
        } else if (idle) {
            wake();
        }
        return watch;
    }

    /**
     * Tells the watcher of every job of the scope that changed at the position or later, some of which it may know; once
     * the service stops, of that alone.
     */
    public Registration watch(Scope scope, long position, ScopeWatcher watcher) {
        ScopeWatch watch = scopes.add(scope, position, watcher);
        if (stopped) {
            watch.tellClosing();
        } else if (idle) {
            wake();
        }
        return watch;
    }

    /** Looks at once, for a change that was made in this process. */
    public void wake() {
        wakes.release();
    }

    /** Whether the last look failed, so that what is known of a job may be old. */
    public boolean blind() {
        return blind;
    }

    void drop(Watch watch) {
        watches.remove(watch);
    }

    /** Watches that have not ended. */
    int size() {
        return watches.size() + scopes.size();
    }

    @Override
    public synchronized void start() {
        stopped = false;
        DaemonThreads.start("job-watch", this::run);
        running = true;
    }

    private void run() {
        try {
            while (!stopped) {
                pause();
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A watch that comes while this thread lies down either is seen here or sees that it is idle. */
    private void pause() throws InterruptedException {
        if (size() == 0) {
            blind = false;
            idle = true;
            if (size() == 0 && !stopped) {
                wakes.acquire();
            }
            idle = false;
        } else if (wakes.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS)) {
            // One look serves all wakes that came before it.
            wakes.drainPermits();
        }
    }

    private void look() {
        if (stopped) {
            return;
        }
        try {
            lookAtJobs();
            scopes.look();
            blind = false;
        } catch (RuntimeException e) {
            if (!blind && !stopped) {
                LOG.warn("Jobs that clients wait for could not be looked at; it is tried again", e);
            }
            blind = true;
        }
    }

    private void lookAtJobs() {
        Map<UUID, Known> known = known();
        if (!known.isEmpty()) {
            Map<UUID, Optional<Job>> changed = changes.since(known.values());
            if (!changed.isEmpty()) {
                watches.forEach(watch -> tell(watch, changed.get(watch.known().id())));
            }
        }
    }

    /** The oldest version that any watcher of a job knows: whoever is ahead hears only of later ones. */
    private Map<UUID, Known> known() {
        Map<UUID, Known> known = new HashMap<>();
        for (Watch watch : watches) {
            known.merge(watch.known().id(), watch.known(), (a, b) -> a.version() <= b.version() ? a : b);
        }
        return known;
    }

    private static void tell(Watch watch, @Nullable Optional<Job> now) {
        if (now == null) {
            return;
        }
        if (now.isPresent()) {
            watch.tell(now.get());
        } else {
            watch.tellGone();
        }
    }

    /** Waits for no look that is under way: in an outage it takes seconds, and nobody is left to hear of it. */
    @Override
    public synchronized void stop() {
        stopped = true;
        running = false;
        wake();
        watches.forEach(Watch::tellClosing);
        scopes.tellClosing();
    }

    @Override
    public int getPhase() {
        return StopPhase.WAITING_CLIENTS.phase();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
