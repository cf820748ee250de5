package org.lungburden.queue;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether this process can reach the queue. A queue that is away delays jobs by seconds and loses none, so it is told under
 * a status of its own, which takes neither the readiness nor the whole process down.
 */
public final class QueueHealth implements HealthIndicator {
    /** Not among the statuses that Spring adds up. */
    static final String DEGRADED = "DEGRADED";

    private final WorkQueue queue;

    public QueueHealth(WorkQueue queue) {
        this.queue = queue;
    }

    @Override
    public Health health() {
        return queue.fault()
                .map(sentence -> Health.status(new Status(DEGRADED, sentence)).build())
                .orElseGet(() -> Health.up().build());
    }
}
