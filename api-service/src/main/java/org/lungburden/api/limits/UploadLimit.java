package org.lungburden.api.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.lungburden.api.problem.RetryLaterException;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobStore;

/** Refuses studies of owners who have uploaded too much today, or whose jobs that wait are too many. */
public final class UploadLimit {
    private static final Duration QUEUE_MOVES = Duration.ofMinutes(1);
    /** A count reads every waiting job, so many submits share one; jobs of this time may exceed the limit. */
    private static final Duration RECOUNT = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 10_000;

    private final CallerUsage usage;
    private final LimitSettings settings;
    private final JobStore jobs;
    private final Clock clock;
    private final boolean held;
    private final Cache<String, AtomicInteger> waiting = Caffeine.newBuilder()
            .expireAfterWrite(RECOUNT)
            .maximumSize(MOST_REMEMBERED)
            .build();

    /** @param held whether callers sign in, since otherwise all are one */
    public UploadLimit(CallerUsage usage, LimitSettings settings, JobStore jobs, Clock clock, boolean held) {
        this.usage = usage;
        this.settings = settings;
        this.jobs = jobs;
        this.clock = clock;
        this.held = held;
    }

    /**
     * Before a byte of the body is read.
     *
     * @param declaredBytes length of the body as announced; -1 when unknown
     * @throws CodedException {@code RATE_LIMITED}, {@code QUEUE_FULL}
     */
    public void check(String owner, long declaredBytes) {
        if (!held) {
            return;
        }
        checkBytes(usage.used(LimitedCaller.ofOwner(owner)).bytes() + Math.max(0, declaredBytes));
        AtomicInteger ofOwner =
                waiting.get(owner, any -> new AtomicInteger(jobs.waiting(owner, settings.waitingJobs())));
        if (ofOwner.getAndIncrement() >= settings.waitingJobs()) {
            throw new RetryLaterException(
                    ErrorCode.QUEUE_FULL,
                    settings.waitingJobs() + " of your jobs wait already. Send this study when some have ended.",
                    QUEUE_MOVES);
        }
    }

    /**
     * Counts bytes of a body as they arrive.
     *
     * @throws CodedException {@code RATE_LIMITED}
     */
    public void arrived(String owner, long bytes) {
        if (held) {
            checkBytes(usage.count(LimitedCaller.ofOwner(owner), 0, bytes).bytes());
        }
    }

    private void checkBytes(long bytes) {
        if (bytes > settings.uploadsPerDay().toBytes()) {
            throw new RetryLaterException(
                    ErrorCode.RATE_LIMITED,
                    "With this study you would upload more than the "
                            + settings.uploadsPerDay().toMegabytes()
                            + " MB that one owner may upload on a day (UTC). Send it tomorrow, or ask the operator of"
                            + " the service for more.",
                    leftOfDay());
        }
    }

    private Duration leftOfDay() {
        LocalDate tomorrow =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        return Duration.between(
                clock.instant(), tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
