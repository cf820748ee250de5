package org.lungburden.api.watch;

import org.lungburden.job.Job;
import org.lungburden.job.JobChanges.Known;
import org.lungburden.job.LoggedJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One watcher, and the version that it has been told of. */
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

    /** Called by the watching thread alone; the watcher may have seen a later version than the look that brings this. */
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

    /** A watcher that fails is a bug, and must not cost the others their news. */
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
