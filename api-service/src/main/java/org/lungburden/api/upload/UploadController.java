package org.lungburden.api.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.JobSchedule;
import org.lungburden.api.jobs.JobView;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.job.Job;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/jobs}. */
@RestController
class UploadController {
    private final SubmitOnce submitOnce;
    private final UploadSlots slots;
    private final UploadGate gate;
    private final OwnerResolver owners;
    private final JobSchedule schedule;

    UploadController(
            SubmitOnce submitOnce, UploadSlots slots, UploadGate gate, OwnerResolver owners, JobSchedule schedule) {
        this.submitOnce = submitOnce;
        this.slots = slots;
        this.gate = gate;
        this.owners = owners;
        this.schedule = schedule;
    }

    @PostMapping(
            path = "/v1/jobs",
            consumes = {
                DeclaredType.APPLICATION_ZIP,
                DeclaredType.APPLICATION_GZIP,
                MediaType.APPLICATION_OCTET_STREAM_VALUE,
                MediaType.MULTIPART_FORM_DATA_VALUE
            })
    ResponseEntity<JobView> submit(
            @RequestParam(required = false) @Nullable String reference,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String batch,
            @RequestHeader(name = IdempotencyKeyHeader.NAME, required = false) @Nullable String key,
            @RequestHeader(name = ContentDigests.NAME, required = false) @Nullable List<String> digests,
            HttpServletRequest request) {
        Labels labels = new Labels(reference, subject, batch);
        gate.check(request);
        DeclaredType declared = DeclaredType.of(request.getContentType());
        Submission submission = new Submission(owners.ownerOf(request), labels, declared);
        IdempotencyKeyHeader.check(key);
        MessageBody message = new MessageBody(request, ContentDigests.of(digests), gate.maxBodyBytes(request));
        StudyBody body = declared == DeclaredType.FORM ? new MultipartBody(message) : new RawBody(message);
        return answer(slots.within(() -> submitOnce.submit(submission, body, key)));
    }

    private ResponseEntity<JobView> answer(Job job) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.accepted().location(URI.create(JobView.path(job.id())));
        if (!job.status().finished()) {
            answer.header(HttpHeaders.RETRY_AFTER, schedule.retryAfterSeconds());
        }
        return answer.body(JobView.of(job));
    }
}
