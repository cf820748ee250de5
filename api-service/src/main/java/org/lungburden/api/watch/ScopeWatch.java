package org.lungburden.api.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.lungburden.job.JobChanges.Change;
import org.lungburden.job.JobChanges.Changed;
import org.lungburden.job.JobChanges.Scope;

/** A watcher of many jobs, and the changes that the watcher has already received. */
final class ScopeWatch extends Watch {
    private final Scope scope;
    private final ScopeWatcher watcher;
    private volatile long position;
    /** Changes after the position that the watcher has already received, as job and version. */
    private Map<UUID, Long> told = Map.of();

    ScopeWatch(Set<ScopeWatch> open, Scope scope, long position, ScopeWatcher watcher) {
        super(open, null, watcher::closing);
        this.scope = scope;
        this.position = position;
        this.watcher = watcher;
    }

    long position() {
        return position;
    }

    /** Only the watching thread calls this, with all changes after this watch's position or an earlier position. */
    void tell(Changed changed) {
        Map<UUID, Long> now = new HashMap<>();
        changed.changes().stream()
                .filter(change -> change.position() >= position && scope.holds(change.job()))
                .forEach(change -> tell(change, now));
        told = now;
        position = changed.position();
    }

    /** Only the watching thread calls this. */
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
}
