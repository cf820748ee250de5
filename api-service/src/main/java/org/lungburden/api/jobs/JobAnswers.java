package org.lungburden.api.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Job;
import org.lungburden.job.JobPage;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Answers that carry a job, with its version as {@code ETag} and the time of the next useful poll. */
public final class JobAnswers {
    private final JobsSettings settings;
    private final StartTimes startTimes;

    JobAnswers(JobsSettings settings, StartTimes startTimes) {
        this.settings = settings;
        this.startTimes = startTimes;
    }

    /**
     * Spring turns the answer into a 304 with the same headers when a GET names this version in {@code If-None-Match}.
     *
     * @param base start of every link
     */
    ResponseEntity<JobView> of(Job job, String base) {
        return of(ResponseEntity.ok(), job, base);
    }

    /** Adds the job to an answer. Each change of the job itself that a client can see raises the version. */
    public ResponseEntity<JobView> of(ResponseEntity.BodyBuilder answer, Job job, String base) {
        if (!job.status().finished()) {
            answer.header(HttpHeaders.RETRY_AFTER, settings.retryAfterSeconds());
        }
        return answer.eTag("\"" + version(job) + "\"").body(view(job, base));
    }

    JobPageView page(JobPage page, String base) {
        return new JobPageView(page.items().stream().map(job -> view(job, base)).toList(), page.nextCursor());
    }

    private JobView view(Job job, String base) {
        return JobView.of(job, base, startTimes.of(job));
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
