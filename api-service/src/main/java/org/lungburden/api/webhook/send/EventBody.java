package org.lungburden.api.webhook.send;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.JobView;
import org.lungburden.job.JobStatus;
import org.lungburden.webhook.JobEvent;
import tools.jackson.databind.json.JsonMapper;

/** What a receiver reads. All else of the job it reads with a key. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventBody(String type, Instant timestamp, Data data) {

    /** @param reference the client's own labels, so that a receiver finds its record; never the subject */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            UUID id,
            String status,
            int attempt,
            @Nullable String batch,
            @Nullable String reference,
            @Nullable Fault error,
            Links links) {}

    record Fault(String code) {}

    /** Paths at the service. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Links(String self, @Nullable String result) {}

    static byte[] of(JobEvent event) {
        String self = JobView.path("", event.jobId());
        boolean succeeded = event.status().equals(JobStatus.SUCCEEDED.name());
        return JsonMapper.shared()
                .writeValueAsBytes(new EventBody(
                        event.type(),
                        event.occurredAt(),
                        new Data(
                                event.jobId(),
                                event.status(),
                                event.attempt(),
                                event.batch(),
                                event.reference(),
                                event.errorCode() == null ? null : new Fault(event.errorCode()),
                                new Links(self, succeeded ? self + "/result" : null))));
    }
}
