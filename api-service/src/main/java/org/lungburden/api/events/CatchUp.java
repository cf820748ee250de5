package org.lungburden.api.events;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobChanges.Change;
import org.lungburden.job.JobChanges.Changed;
import org.lungburden.job.JobChanges.Scope;

/** Where a stream of many jobs begins. The ids of its events are positions in the order of changes. */
class CatchUp {
    private static final int MOST_CHANGES = 1000;
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private final JobChanges changes;

    CatchUp(JobChanges changes) {
        this.changes = changes;
    }

    /**
     * @param changes since the last event that the client has
     * @param since position of that event
     * @param position where to go on
     * @param missed whether the client has to look for itself, since its event is unknown or too long ago
     */
    record Beginning(Scope scope, List<Change> changes, long since, long position, boolean missed) {}

    /** @param lastEventId null for a client that has no event */
    Beginning of(Scope scope, @Nullable String lastEventId) {
        if (lastEventId == null || !POSITION.matcher(lastEventId).matches()) {
            long now = changes.from(JobChanges.NOW, scope, 0).position();
            return new Beginning(scope, List.of(), now, now, lastEventId != null);
        }
        long since = Long.parseLong(lastEventId);
        Changed changed = changes.from(since, scope, MOST_CHANGES);
        boolean missed = changed.full() || since > changed.position();
        return new Beginning(scope, missed ? List.of() : changed.changes(), since, changed.position(), missed);
    }
}
