package org.lungburden.api.watch;

import org.lungburden.job.Job;

/**
 * Waits for one job. Calls come from several threads, some of them at once, and must return at once: none may wait for a
 * client.
 */
public interface Watcher {

    /** The job stands at another version; versions in between may have been passed over. */
    void changed(Job job);

    /** The job is not found any more. */
    void gone();

    /** The service stops; nothing more will come. */
    void closing();
}
