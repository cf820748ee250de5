package org.lungburden.job.postgres;

import java.util.List;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Fence;
import org.lungburden.job.JobError;
import org.lungburden.job.JobReaper;
import org.springframework.transaction.support.TransactionOperations;

/** Locks the rows it takes back; other reapers skip them. */
final class PostgresJobReaper implements JobReaper {
    private static final JobError LOST = new JobError(ErrorCode.WORKER_LOST, ErrorCode.WORKER_LOST.sentence());

    private final JobStatements jobs;
    private final AttemptEndings endings;
    private final TransactionOperations transactions;

    PostgresJobReaper(JobStatements jobs, AttemptEndings endings, TransactionOperations transactions) {
        this.jobs = jobs;
        this.endings = endings;
        this.transactions = transactions;
    }

    @Override
    public int reap(int limit) {
        Integer reaped = transactions.execute(status -> {
            List<Fence> expired = jobs.expired(limit);
            expired.forEach(fence -> endings.fail(fence, LOST));
            return expired.size();
        });
        return reaped == null ? 0 : reaped;
    }

    @Override
    public int orphanedAtStart() {
        Integer orphaned = transactions.execute(status -> {
            List<Fence> running = jobs.running();
            running.forEach(fence -> endings.failDueAtOnce(fence, LOST));
            return running.size();
        });
        return orphaned == null ? 0 : orphaned;
    }
}
