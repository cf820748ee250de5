package org.lungburden.api.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Job;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Answers that carry a job: its version as {@code ETag}, and when another look pays. */
public final class JobAnswers {
    private final JobSchedule schedule;

    JobAnswers(JobSchedule schedule) {
        this.schedule = schedule;
    }

    /**
     * To a GET that names this version in {@code If-None-Match} Spring makes 304 of it, with the same headers.
     *
     * @param base what links begin with
     */
    ResponseEntity<JobView> of(Job job, String base) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().eTag(etag(job));
        if (!job.status().finished()) {
            answer.header(HttpHeaders.RETRY_AFTER, schedule.retryAfterSeconds());
        }
        return answer.body(JobView.of(job, base));
    }

    /** Every visible change raises the version. */
    public static String etag(Job job) {
        return "\"" + version(job) + "\"";
    }

    private static String version(Job job) {
        return Long.toString(job.version());
    }

    /** Whether the client may know this version: it names it in {@code If-None-Match}, or names none. */
    static boolean mayKnow(@Nullable List<String> known, Job job) {
        return known == null
                || ETag.parse(String.join(",", known)).stream()
                        .anyMatch(tag -> tag.tag().equals("*") || tag.tag().equals(version(job)));
    }
}
