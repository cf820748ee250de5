package org.lungburden.api.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Job;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Answers that carry a job, with its version as {@code ETag} and the time of the next useful poll. */
public final class JobAnswers {
    private final JobSchedule schedule;

    JobAnswers(JobSchedule schedule) {
        this.schedule = schedule;
    }

    /**
     * Spring turns the answer into a 304 with the same headers when a GET names this version in {@code If-None-Match}.
     *
     * @param base start of every link
     */
    ResponseEntity<JobView> of(Job job, String base) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().eTag(etag(job));
        if (!job.status().finished()) {
            answer.header(HttpHeaders.RETRY_AFTER, schedule.retryAfterSeconds());
        }
        return answer.body(JobView.of(job, base));
    }

    /** Each change that a client can see raises the version. */
    public static String etag(Job job) {
        return "\"" + version(job) + "\"";
    }

    private static String version(Job job) {
        return Long.toString(job.version());
    }

    /** Whether the client may already know this version: {@code If-None-Match} names this version or is absent. */
    static boolean mayKnow(@Nullable List<String> known, Job job) {
        return known == null
                || ETag.parse(String.join(",", known)).stream()
                        .anyMatch(tag -> tag.tag().equals("*") || tag.tag().equals(version(job)));
    }
}
