package org.lungburden.api.watch;

import java.util.Set;
import org.lungburden.job.Job;
import org.lungburden.job.JobChanges.Known;

/** A watcher of one job, and the last version that the watcher has received. */
final class VersionWatch extends Watch {
    private final Watcher watcher;
    private volatile Known known;

    VersionWatch(Set<VersionWatch> open, Watcher watcher, Job seen) {
        super(open, seen.id(), watcher::closing);
        this.watcher = watcher;
        this.known = new Known(seen.id(), seen.owner(), seen.version());
    }

    Known known() {
        return known;
    }

    /** Only the watching thread calls this. The watcher may already know a later version than this look found. */
    void tell(Job job) {
        if (job.version() > known.version()) {
            known = new Known(job.id(), job.owner(), job.version());
            guarded(() -> watcher.changed(job));
        }
    }

    void tellGone() {
        close();
        guarded(watcher::gone);
    }
}
