package org.lungburden.api.watch;

import org.lungburden.job.Job;
import org.lungburden.job.JobChanges.Known;
import org.lungburden.job.LoggedJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One watcher, and the last version that the watcher has received. */
final class Watch implements JobWatch.Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final JobWatch owner;
    private final Watcher watcher;
    private volatile Known known;

    Watch(JobWatch owner, Watcher watcher, Job seen) {
        this.owner = owner;
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

    void tellClosing() {
        close();
        guarded(watcher::closing);
    }

    /** A failing watcher is a bug, which must not stop the notices to other watchers. */
    private void guarded(Runnable call) {
        try (LoggedJob logged = LoggedJob.of(known.id())) {
            guardedLogged(call);
        }
    }

    private void guardedLogged(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            close();
            LOG.error("A watcher of job {} failed and is dropped", known.id(), e);
        }
    }

    @Override
    public void close() {
        owner.drop(this);
    }
}
