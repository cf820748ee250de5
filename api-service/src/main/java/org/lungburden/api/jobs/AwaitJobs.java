package org.lungburden.api.jobs;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.JobWatch.Registration;
import org.lungburden.api.watch.WatchSettings;
import org.lungburden.api.watch.WatchTimer;
import org.lungburden.job.Job;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** Delays an answer until a job's status changes. */
class AwaitJobs {
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,6}(ms|s|m)");

    private final JobWatch watch;
    private final WatchTimer timer;
    private final JobAnswers answers;
    private final Duration longest;

    AwaitJobs(JobWatch watch, WatchTimer timer, JobAnswers answers, WatchSettings settings) {
        this.watch = watch;
        this.timer = timer;
        this.answers = answers;
        this.longest = settings.maxWait();
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

    DeferredResult<ResponseEntity<JobView>> untilChanged(Job job, Duration time, String base) {
        WaitingRequest wait = new WaitingRequest(job, answers, base);
        Registration watching = watch.watch(job, wait);
        Registration end = timer.after(time, () -> wait.expire(watch));
        wait.answer().onCompletion(() -> {
            watching.close();
            end.close();
        });
        return wait.answer();
    }
}
