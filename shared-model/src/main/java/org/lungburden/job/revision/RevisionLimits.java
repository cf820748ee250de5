package org.lungburden.job.revision;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many corrections may wait for a worker.
 *
 * @param waitingPerJob most of one job
 * @param waitingPerOwner most tasks of one owner, images among them
 */
@ConfigurationProperties("lungburden.revisions")
public record RevisionLimits(
        @DefaultValue("5") int waitingPerJob,
        @DefaultValue("100") int waitingPerOwner) {
    public RevisionLimits {
        if (waitingPerJob < 1 || waitingPerOwner < 1) {
            throw new IllegalArgumentException("lungburden.revisions: the limits must be positive");
        }
    }
}
