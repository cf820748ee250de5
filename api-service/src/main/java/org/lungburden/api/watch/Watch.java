package org.lungburden.api.watch;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.LoggedJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One watcher. Subclasses know what the watcher has already received. */
abstract class Watch implements JobWatch.Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Set<? extends Watch> open;
    private final @Nullable UUID job;
    private final Runnable closing;

    /**
     * @param open the watches that have not ended
     * @param job null when the watcher follows many jobs
     * @param closing tells the watcher that the service stops
     */
    Watch(Set<? extends Watch> open, @Nullable UUID job, Runnable closing) {
        this.open = open;
        this.job = job;
        this.closing = closing;
    }

    final void tellClosing() {
        close();
        guarded(closing);
    }

    /** A failing watcher is a bug, which must not stop the notices to other watchers. */
    final void guarded(Runnable call) {
        try (LoggedJob logged = LoggedJob.of(job)) {
            guardedLogged(call);
        }
    }

    private void guardedLogged(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            close();
            LOG.error("A watcher of {} failed and is dropped", job == null ? "many jobs" : "job " + job, e);
        }
    }

    @Override
    public void close() {
        open.remove(this);
    }
}
