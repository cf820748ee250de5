package org.lungburden.worker.attempt;

import org.lungburden.job.AttemptStore;
import org.lungburden.job.Claim;

/** The stores of all that a worker claims. */
public record AttemptStores(AttemptStore jobs, AttemptStore tasks) {
    AttemptStore of(Claim claim) {
        return claim.task() == null ? jobs : tasks;
    }
}
