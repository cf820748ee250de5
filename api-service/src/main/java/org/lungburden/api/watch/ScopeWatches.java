package org.lungburden.api.watch;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobChanges.Changed;
import org.lungburden.job.JobChanges.Scope;

/** Those who watch many jobs, served together by one statement a look. */
final class ScopeWatches {
    /** Of one look; whatever is beyond is not told one by one. */
    private static final int MOST_CHANGES = 1000;

    private final JobChanges changes;
    private final Set<ScopeWatch> watches = ConcurrentHashMap.newKeySet();

    ScopeWatches(JobChanges changes) {
        this.changes = changes;
    }

    ScopeWatch add(Scope scope, long position, ScopeWatcher watcher) {
        ScopeWatch watch = new ScopeWatch(this, scope, position, watcher);
        watches.add(watch);
        return watch;
    }

    void drop(ScopeWatch watch) {
        watches.remove(watch);
    }

    int size() {
        return watches.size();
    }

    /** From the earliest position on that any watcher stands at: whoever is ahead hears only of later changes. */
    void look() {
        List<ScopeWatch> following = List.copyOf(watches);
        if (!following.isEmpty()) {
            long earliest =
                    following.stream().mapToLong(ScopeWatch::position).min().orElseThrow();
            Changed changed = changes.from(earliest, Scope.ALL, MOST_CHANGES);
            if (changed.full()) {
                // Whoever is ahead of these may miss nothing: the next look begins where they stand.
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
