package org.lungburden.api.watch;

import java.util.UUID;
import org.lungburden.job.Job;

/**
 * Follows many jobs. Several threads call these methods, which must return at once and never wait for a client. Each
 * call names a position in the order of changes. A client that asks for all changes from that position on misses no
 * later change.
 */
public interface ScopeWatcher {

    /** The job is new in the scope or has another version; the watcher may have missed versions in between. */
    void changed(Job job, long position);

    /** The job is no longer found. */
    void gone(UUID id, long position);

    /** Too many jobs changed to report each one. The watcher's knowledge of the jobs may be old. */
    void missed(long position);

    /** The service stops; no further call follows. */
    void closing();
}
