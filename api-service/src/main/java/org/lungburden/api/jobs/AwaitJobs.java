package org.lungburden.api.jobs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.owner.OpenCalls;
import org.lungburden.api.owner.OpenCalls.Held;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.api.share.OwnerSlots;
import org.lungburden.api.share.OwnerSlots.Sentences;
import org.lungburden.api.share.OwnerSlots.Slot;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.JobWatch.Registration;
import org.lungburden.api.watch.WaitingSettings;
import org.lungburden.api.watch.WatchSettings;
import org.lungburden.api.watch.WatchTimer;
import org.lungburden.error.CodedException;
import org.lungburden.job.Job;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** Delays an answer until a job's status changes. */
class AwaitJobs {
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,6}(ms|s|m)");

    private final JobWatch watch;
    private final OpenCalls calls;
    private final WatchTimer timer;
    private final JobAnswers answers;
    private final Duration longest;
    private final OwnerSlots slots;

    AwaitJobs(
            JobWatch watch,
            OpenCalls calls,
            WatchTimer timer,
            JobAnswers answers,
            WatchSettings settings,
            WaitingSettings limits,
            MeterRegistry registry) {
        this.watch = watch;
        this.calls = calls;
        this.timer = timer;
        this.answers = answers;
        this.longest = settings.maxWait();
        this.slots = new OwnerSlots(
                limits.maxWaits(),
                limits.maxWaitsPerOwner(),
                new Sentences(
                        "Too many requests wait at the moment; ask without wait.",
                        "At most " + limits.maxWaitsPerOwner()
                                + " of your requests may wait at once; ask without wait, or follow many jobs with"
                                + " /v1/events."));
        Gauge.builder("lungburden.waits.open", slots, OwnerSlots::taken)
                .description("Requests with wait that are open in this process")
                .register(registry);
    }

    /**
     * The wait; zero without the parameter.
     *
     * @throws ParameterException when the value is not a time
     */
    Duration time(@Nullable String wait) {
        if (wait == null) {
            return Duration.ZERO;
        }
        Duration time = DURATION.matcher(wait).matches() ? DurationStyle.SIMPLE.parse(wait) : null;
        if (time == null || time.compareTo(longest) > 0) {
            throw new ParameterException(
                    "wait",
                    "The parameter wait must be a time such as 250ms, 30s or 1m, and at most " + longest.toMillis()
                            + "ms.");
        }
        return time;
    }

    /** @throws CodedException {@code UNAVAILABLE} when the owner or all together wait too often */
    DeferredResult<ResponseEntity<JobView>> untilChanged(Job job, Duration time, String base) {
        Slot slot = slots.take(job.owner());
        WaitingRequest wait = new WaitingRequest(job, answers, base);
        Held allowed = calls.hold(wait::refuse);
        Registration watching = watch.watch(job, wait);
        Registration end = timer.after(time, () -> {
            slot.close();
            wait.expire(watch);
        });
        wait.answer().onCompletion(() -> {
            watching.close();
            allowed.close();
            end.close();
            slot.close();
        });
        return wait.answer();
    }
}
