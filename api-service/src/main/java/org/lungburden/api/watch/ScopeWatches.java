package org.lungburden.api.watch;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobChanges.Changed;
import org.lungburden.job.JobChanges.Scope;

/** The watchers of many jobs. One statement in each look serves them all. */
final class ScopeWatches {
    /** Most changes in one look. When there are more, watchers learn only that they missed some. */
    private static final int MOST_CHANGES = 1000;

    private final JobChanges changes;
    private final Set<ScopeWatch> watches = ConcurrentHashMap.newKeySet();

    ScopeWatches(JobChanges changes) {
        this.changes = changes;
    }

    ScopeWatch add(Scope scope, long position, ScopeWatcher watcher) {
        ScopeWatch watch = new ScopeWatch(watches, scope, position, watcher);
        watches.add(watch);
        return watch;
    }

    int size() {
        return watches.size();
    }

    /** Reads from the earliest position of any watcher. A watcher with a later position receives only later changes. */
    void look() {
        List<ScopeWatch> following = List.copyOf(watches);
        if (!following.isEmpty()) {
            long earliest =
                    following.stream().mapToLong(ScopeWatch::position).min().orElseThrow();
            Changed changed = changes.from(earliest, Scope.ALL, MOST_CHANGES);
            if (changed.full()) {
                // Only the watchers at the earliest position miss changes. The next look begins where the others stand.
                following.stream()
                        .filter(watch -> watch.position() == earliest)
                        .forEach(watch -> watch.tellMissed(changed.position()));
            } else {
                following.forEach(watch -> watch.tell(changed));
            }
        }
    }

    void tellClosing() {
        watches.forEach(ScopeWatch::tellClosing);
    }
}
