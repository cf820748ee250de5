package org.lungburden.api.watch;

import java.util.UUID;
import org.lungburden.job.Job;

/**
 * Follows many jobs. Calls come from several threads and must return at once: none may wait for a client. Each call names
 * a position in the order of changes: who asks for what changed from there on misses nothing that comes after the call.
 */
public interface ScopeWatcher {

    /** The job is new in the scope or stands at another version; versions in between may have been passed over. */
    void changed(Job job, long position);

    /** The job is not found any more. */
    void gone(UUID id, long position);

    /** More changed than is told one by one: what the watcher knows of the jobs may be old. */
    void missed(long position);

    /** The service stops; nothing more will come. */
    void closing();
}
