package org.lungburden.api.watch;

import org.lungburden.job.Job;

/**
 * Waits for one job. Several threads call these methods, some at the same time. Each method must return at once and
 * never wait for a client.
 */
public interface Watcher {

    /** The job has another version; the watcher may have missed versions in between. */
    void changed(Job job);

    /** The job is no longer found. */
    void gone();

    /** The service stops; no further call follows. */
    void closing();
}
