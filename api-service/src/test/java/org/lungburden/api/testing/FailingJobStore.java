package org.lungburden.api.testing;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Job;
import org.lungburden.job.memory.MemoryJobStore;

/** Jobs in memory, on a database that fails as a test wants. */
public final class FailingJobStore extends MemoryJobStore {
    private final AtomicInteger looks = new AtomicInteger();
    private volatile @Nullable RuntimeException readFailure;
    private final AtomicInteger readsBefore = new AtomicInteger();
    private volatile @Nullable RuntimeException submitFailure;
    private volatile boolean submitCommits;

    public FailingJobStore() {
        super(Clock.systemUTC());
    }

    @Override
    public void clear() {
        super.clear();
        readFailure = null;
        submitFailure = null;
        submitCommits = false;
    }

    /** Every read, and every change by a client, fails so from here on. */
    public void failReads(RuntimeException failure) {
        failReadsAfter(0, failure);
    }

    /** The same, once some further reads were answered. */
    public void failReadsAfter(int reads, RuntimeException failure) {
        readsBefore.set(reads);
        readFailure = failure;
    }

    /** Reads are answered again. */
    public void mendReads() {
        readFailure = null;
    }

    /** Every submit fails so; with {@code committed} the row is there all the same. */
    public void failSubmits(RuntimeException failure, boolean committed) {
        submitFailure = failure;
        submitCommits = committed;
    }

    /** Another part of the database fails when reads of jobs do. */
    void failLikeReads() {
        if (readFailure != null) {
            throw readFailure;
        }
    }

    public int size() {
        return all().size();
    }

    public Job only() {
        List<Job> jobs = all();
        if (jobs.size() != 1) {
            throw new AssertionError(jobs.size() + " jobs");
        }
        return jobs.get(0);
    }

    /** How often changes were asked for, for however many jobs. */
    public int looks() {
        return looks.get();
    }

    @Override
    public Map<UUID, Optional<Job>> since(Collection<Known> known) {
        looks.incrementAndGet();
        return super.since(known);
    }

    @Override
    public Changed from(long position, Scope scope, int limit) {
        looks.incrementAndGet();
        return super.from(position, scope, limit);
    }

    @Override
    protected <T> T answer(Call call, Supplier<T> work) {
        RuntimeException failure = switch (call) {
            case READ, CHANGE -> readFailure;
            case SUBMIT -> submitFailure;
            default -> null;
        };
        boolean spared = call == Call.READ && readsBefore.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (failure == null || spared) {
            return super.answer(call, work);
        }
        if (call == Call.SUBMIT && submitCommits) {
            super.answer(call, work);
        }
        throw failure;
    }
}
