package org.lungburden.api.events;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobChanges.Change;
import org.lungburden.job.JobChanges.Changed;
import org.lungburden.job.JobChanges.Scope;

/** Finds where a stream of many jobs begins. The ids of the stream's events are positions in the order of changes. */
class CatchUp {
    private static final int MOST_CHANGES = 1000;
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private final JobChanges changes;

    CatchUp(JobChanges changes) {
        this.changes = changes;
    }

    /**
     * @param changes after the last event that the client has received
     * @param since position of that event
     * @param position where the stream continues
     * @param missed whether the client must read the jobs itself, because its event is unknown or too old
     */
    record Beginning(Scope scope, List<Change> changes, long since, long position, boolean missed) {}

    /** @param lastEventId null for a client that has received no event */
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
