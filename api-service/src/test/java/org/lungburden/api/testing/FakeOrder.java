package org.lungburden.api.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lungburden.job.Job;
import org.lungburden.job.JobChanges.Change;
import org.lungburden.job.JobChanges.Changed;
import org.lungburden.job.JobChanges.Scope;

/** The order of changes, as a database keeps it where no two transactions overlap. */
final class FakeOrder {
    private final Map<UUID, Change> last = new LinkedHashMap<>();
    private long next = 1;

    synchronized void changed(Job job, boolean deleted) {
        last.remove(job.id());
        last.put(job.id(), new Change(job, next++, deleted));
    }

    synchronized Changed from(long position, Scope scope, int limit) {
        List<Change> all = last.values().stream()
                .filter(change -> change.position() >= position && scope.holds(change.job()))
                .toList();
        boolean full = all.size() > limit;
        return new Changed(full ? all.subList(0, limit) : all, next, full);
    }
}
