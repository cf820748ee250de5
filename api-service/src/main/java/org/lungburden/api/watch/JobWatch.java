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
import org.lungburden.database.DatabaseUse;
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
 * One thread that asks the database once an interval, for all watchers together, which jobs changed. Watchers of one
 * job share one statement, and watchers of many jobs share another. While nobody waits, the thread does not ask. A
 * database outage ends no watch: changes arrive when the database is back. The watch stops before the web server, so
 * that waiting clients do not delay the server's stop.
 */
public final class JobWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

    private final JobChanges changes;
    private final Duration interval;
    private final Set<VersionWatch> watches = ConcurrentHashMap.newKeySet();
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

    /** Ends a watch; a second call does nothing. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Notifies the watcher of every change after the given version. When the service stops, the watcher gets only that
     * notice.
     */
    public Registration watch(Job seen, Watcher watcher) {
        VersionWatch watch = new VersionWatch(watches, watcher, seen);
        watches.add(watch);
        return begun(watch);
    }

    /**
     * Notifies the watcher of every job of the scope that changed at the position or later. The watcher may already
     * know some of these changes. When the service stops, the watcher gets only that notice.
     */
    public Registration watch(Scope scope, long position, ScopeWatcher watcher) {
        return begun(scopes.add(scope, position, watcher));
    }

    private Registration begun(Watch watch) {
        if (stopped) {
            watch.tellClosing();
        } else if (idle) {
            wake();
        }
        return watch;
    }

    /** Looks at once, because this process has changed a job. */
    public void wake() {
        wakes.release();
    }

    /** Whether the last look failed, which means that the known state of a job may be old. */
    public boolean blind() {
        return blind;
    }

    /** Number of watches that have not ended. */
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
        DatabaseUse.background();
        try {
            while (!stopped) {
                pause();
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Prevents a lost wake-up: this thread sees a new watch, or the caller sees that this thread is idle. */
    private void pause() throws InterruptedException {
        if (size() == 0) {
            blind = false;
            idle = true;
            if (size() == 0 && !stopped) {
                wakes.acquire();
            }
            idle = false;
        } else if (wakes.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS)) {
            // One look serves all earlier wakes.
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
                LOG.warn("The jobs that clients wait for could not be read; the next look tries again", e);
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

    /**
     * The oldest version of each job that any of its watchers knows. A watcher that knows a newer version ignores older
     * ones.
     */
    private Map<UUID, Known> known() {
        Map<UUID, Known> known = new HashMap<>();
        for (VersionWatch watch : watches) {
            known.merge(watch.known().id(), watch.known(), (a, b) -> a.version() <= b.version() ? a : b);
        }
        return known;
    }

    private static void tell(VersionWatch watch, @Nullable Optional<Job> now) {
        if (now != null) {
            now.ifPresentOrElse(watch::tell, watch::tellGone);
        }
    }

    /** Does not wait for a look in progress: during an outage that takes seconds, and no watcher is left. */
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
