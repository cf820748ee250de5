package org.lungburden.job.postgres;

import java.time.Clock;
import org.lungburden.job.RetryPolicy;

/** Ends running attempts of tasks. */
final class TaskEndings extends AttemptEndings {
    TaskEndings(TaskStatements tasks, PostgresOutbox outbox, RetryPolicy policy, Clock clock) {
        super(tasks, tasks::ended, outbox::writeTask, policy, clock);
    }
}
