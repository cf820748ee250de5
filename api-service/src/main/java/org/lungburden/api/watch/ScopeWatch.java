package org.lungburden.api.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.lungburden.job.JobChanges.Change;
import org.lungburden.job.JobChanges.Changed;
import org.lungburden.job.JobChanges.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One watcher of many jobs, and what it has been told. */
final class ScopeWatch implements JobWatch.Registration {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeWatch.class);

    private final ScopeWatches owner;
    private final Scope scope;
    private final ScopeWatcher watcher;
    private volatile long position;
    /** The changes from the position on that have been told already, as job and version. */
    private Map<UUID, Long> told = Map.of();

    ScopeWatch(ScopeWatches owner, Scope scope, long position, ScopeWatcher watcher) {
        this.owner = owner;
        this.scope = scope;
        this.position = position;
        this.watcher = watcher;
    }

    long position() {
        return position;
    }

    /** Called by the watching thread alone, with all changes from the watch's position on or from an earlier one. */
    void tell(Changed changed) {
        Map<UUID, Long> now = new HashMap<>();
        changed.changes().stream()
                .filter(change -> change.position() >= position && scope.holds(change.job()))
                .forEach(change -> tell(change, now));
        told = now;
        position = changed.position();
    }

    /** Called by the watching thread alone. */
    void tellMissed(long reached) {
        told = Map.of();
        position = reached;
        guarded(() -> watcher.missed(reached));
    }

    private void tell(Change change, Map<UUID, Long> now) {
        UUID id = change.job().id();
        Long version = change.job().version();
        now.put(id, version);
        if (!version.equals(told.get(id))) {
            guarded(() -> {
                if (change.deleted()) {
                    watcher.gone(id, position);
                } else {
                    watcher.changed(change.job(), position);
                }
            });
        }
    }

    void tellClosing() {
        close();
        guarded(watcher::closing);
    }

    /** A watcher that fails is a bug, and must not cost the others their news. */
    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            close();
            LOG.error("A watcher of many jobs failed and is dropped", e);
        }
    }

    @Override
    public void close() {
        owner.drop(this);
    }
}
