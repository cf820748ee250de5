package org.lungburden.job.postgres;

import java.time.Clock;
import org.lungburden.job.RetryPolicy;

/** Ends running attempts of jobs. */
final class JobEndings extends AttemptEndings {
    JobEndings(JobStatements jobs, AttemptStatements attempts, PostgresOutbox outbox, RetryPolicy policy, Clock clock) {
        super(jobs, attempts::end, outbox::write, policy, clock);
    }
}
