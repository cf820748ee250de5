package org.lungburden.api.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.lungburden.api.problem.RetryLaterException;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobStore;
import org.lungburden.job.upkeep.Forecast;

/** Refuses further jobs of owners whose jobs that wait are too many, and jobs that would wait for too long. */
public final class QueueLimit {
    private static final Duration QUEUE_MOVES = Duration.ofMinutes(1);
    /** A count reads every waiting job, so many submits share one; jobs of this time may exceed the limit. */
    private static final Duration RECOUNT = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 10_000;
    /** No sooner is there another forecast. */
    private static final Duration SOONEST = Duration.ofSeconds(5);
    /** Long queues may get shorter sooner than the forecast says: workers are added, jobs are cancelled. */
    private static final Duration LATEST = Duration.ofMinutes(10);

    private final LimitSettings settings;
    private final JobStore jobs;
    private final boolean held;
    private final Cache<String, AtomicInteger> waiting = Caffeine.newBuilder()
            .expireAfterWrite(RECOUNT)
            .maximumSize(MOST_REMEMBERED)
            .build();
    private volatile Forecast forecast = Forecast.UNKNOWN;

    /** @param held whether callers sign in, since otherwise all are one */
    public QueueLimit(LimitSettings settings, JobStore jobs, boolean held) {
        this.settings = settings;
        this.jobs = jobs;
        this.held = held;
    }

    /** Whether {@link #become} must be told again and again, since a submit itself makes no forecast. */
    public boolean needsForecast() {
        return held && !settings.waitingTime().isZero();
    }

    public void become(Forecast latest) {
        forecast = latest;
    }

    /**
     * Before a byte of the body is read. Not for the repetition of a submit, which makes no job.
     *
     * @throws CodedException {@code QUEUE_FULL}
     */
    public void check(String owner, JobPriority priority) {
        if (!held) {
            return;
        }
        if (needsForecast()) {
            checkTime(forecast.waitOf(owner, priority).orElse(Duration.ZERO));
        }
        AtomicInteger ofOwner =
                waiting.get(owner, any -> new AtomicInteger(jobs.waiting(owner, settings.waitingJobs())));
        if (ofOwner.getAndIncrement() >= settings.waitingJobs()) {
            throw new RetryLaterException(
                    ErrorCode.QUEUE_FULL,
                    settings.waitingJobs() + " of your jobs wait already. Send this study when some have ended.",
                    QUEUE_MOVES);
        }
    }

    private void checkTime(Duration wait) {
        if (wait.compareTo(settings.waitingTime()) > 0) {
            throw new RetryLaterException(
                    ErrorCode.QUEUE_FULL,
                    "This study would wait for a worker for some " + words(wait)
                            + ", and this service takes studies that wait for at most "
                            + words(settings.waitingTime()) + ". Send this study later.",
                    retryAfter(wait.minus(settings.waitingTime())));
        }
    }

    /** @param surplus after which time the wait is short enough, if nobody else submits */
    static Duration retryAfter(Duration surplus) {
        Duration soonest = surplus.compareTo(SOONEST) < 0 ? SOONEST : surplus;
        return soonest.compareTo(LATEST) > 0 ? LATEST : soonest;
    }

    /** Whole minutes from two minutes on, rounded up. */
    private static String words(Duration time) {
        return time.toSeconds() < 120
                ? time.plusMillis(999).toSeconds() + " seconds"
                : time.plusMillis(59_999).toMinutes() + " minutes";
    }
}
