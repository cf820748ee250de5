package org.lungburden.job;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tells which of many jobs changed, for clients that wait. */
public interface JobChanges {

    /**
     * Every job that no longer stands at the version named, as it stands now; empty where its owner no longer finds it.
     * Jobs that did not change are left out. One statement, however many jobs are named.
     */
    Map<UUID, Optional<Job>> since(Collection<Known> jobs);

    /** A job as somebody last saw it. */
    record Known(UUID id, String owner, long version) {}
}
