package org.lungburden.queue;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether this process can reach the queue. An unreachable queue delays jobs by seconds and loses none. This check
 * therefore has a status of its own, which changes neither the readiness nor the overall health.
 */
public final class QueueHealth implements HealthIndicator {
    /** Spring ignores this status when it computes the overall health. */
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
