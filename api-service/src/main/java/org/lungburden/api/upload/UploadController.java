package org.lungburden.api.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.ChoiceParameters;
import org.lungburden.api.jobs.JobAnswers;
import org.lungburden.api.jobs.JobView;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.limits.UploadLimit;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.request.DayParameter;
import org.lungburden.api.upload.body.ContentDigests;
import org.lungburden.api.upload.body.DeclaredType;
import org.lungburden.api.upload.body.MessageBody;
import org.lungburden.api.upload.body.MultipartBody;
import org.lungburden.api.upload.body.PaceSettings;
import org.lungburden.api.upload.body.RawBody;
import org.lungburden.api.upload.body.StudyBody;
import org.lungburden.api.upload.body.UploadPace;
import org.lungburden.api.upload.submit.Submission;
import org.lungburden.api.upload.submit.SubmitOnce;
import org.lungburden.api.upload.submit.Submitted;
import org.lungburden.api.webhook.address.TargetCheck;
import org.lungburden.job.Job;
import org.lungburden.job.JobPriority;
import org.lungburden.job.StudyChoices;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/jobs} and {@code POST /v1/jobs/form}. */
@RestController
class UploadController {
    private final SubmitOnce submitOnce;
    private final UploadSlots slots;
    private final UploadGate gate;
    private final OwnerResolver owners;
    private final JobAnswers answers;
    private final PaceSettings pace;
    private final UploadLimit limit;
    private final TargetCheck targets;

    UploadController(
            SubmitOnce submitOnce,
            UploadSlots slots,
            UploadGate gate,
            OwnerResolver owners,
            JobAnswers answers,
            PaceSettings pace,
            UploadLimit limit,
            TargetCheck targets) {
        this.submitOnce = submitOnce;
        this.slots = slots;
        this.gate = gate;
        this.owners = owners;
        this.answers = answers;
        this.pace = pace;
        this.limit = limit;
        this.targets = targets;
    }

    @PostMapping(
            path = "/v1/jobs",
            consumes = {
                DeclaredType.APPLICATION_OCTET_STREAM,
                DeclaredType.APPLICATION_ZIP,
                DeclaredType.APPLICATION_GZIP,
                DeclaredType.APPLICATION_TAR,
                DeclaredType.APPLICATION_ZIP_COMPRESSED,
                DeclaredType.APPLICATION_X_GZIP,
                DeclaredType.APPLICATION_DICOM
            },
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobView> submit(
            @RequestParam(required = false) @Nullable String reference,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String batch,
            @RequestParam(required = false) @Nullable String acquiredOn,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String seriesInstanceUid,
            @RequestParam(required = false) @Nullable String files,
            @RequestParam(required = false) @Nullable String callbackUrl,
            @RequestHeader(name = IdempotencyKeyHeader.NAME, required = false) @Nullable String key,
            @RequestHeader(name = ContentDigests.NAME, required = false) @Nullable List<String> digests,
            HttpServletRequest request) {
        Wanted wanted = new Wanted(
                new Labels(reference, subject, batch),
                DayParameter.of("acquiredOn", acquiredOn),
                ChoiceParameters.priority(priority, batch),
                ChoiceParameters.checked(seriesInstanceUid, files),
                targets.checked(callbackUrl));
        return submit(wanted, key, ContentDigests.of(digests), RawBody::new, request);
    }

    @PostMapping(
            path = "/v1/jobs/form",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobView> submitForm(
            @RequestParam(required = false) @Nullable String reference,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String batch,
            @RequestParam(required = false) @Nullable String acquiredOn,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String seriesInstanceUid,
            @RequestParam(required = false) @Nullable String files,
            @RequestParam(required = false) @Nullable String callbackUrl,
            @RequestHeader(name = IdempotencyKeyHeader.NAME, required = false) @Nullable String key,
            @RequestHeader(name = ContentDigests.NAME, required = false) @Nullable List<String> digests,
            HttpServletRequest request) {
        Wanted wanted = new Wanted(
                new Labels(reference, subject, batch),
                DayParameter.of("acquiredOn", acquiredOn),
                ChoiceParameters.priority(priority, batch),
                ChoiceParameters.checked(seriesInstanceUid, files),
                targets.checked(callbackUrl));
        return submit(wanted, key, ContentDigests.of(digests), MultipartBody::new, request);
    }

    /** What the query says about the study. */
    private record Wanted(
            Labels labels,
            @Nullable LocalDate acquiredOn,
            JobPriority priority,
            StudyChoices choices,
            @Nullable String callbackUrl) {}

    private ResponseEntity<JobView> submit(
            Wanted wanted,
            @Nullable String key,
            ContentDigests digests,
            Function<MessageBody, StudyBody> wrapped,
            HttpServletRequest request) {
        IdempotencyKeyHeader.check(key);
        gate.check(request);
        DeclaredType declared = DeclaredType.of(request.getContentType());
        Submission submission = new Submission(
                owners.ownerOf(request),
                wanted.labels(),
                wanted.acquiredOn(),
                wanted.priority(),
                wanted.choices(),
                wanted.callbackUrl(),
                declared);
        limit.check(submission.owner(), request.getContentLengthLong());
        StudyBody body = wrapped.apply(new MessageBody(
                request,
                digests,
                gate.maxBodyBytes(request),
                new UploadPace(pace, System::nanoTime),
                bytes -> limit.arrived(submission.owner(), bytes)));
        return answer(
                slots.within(submission.owner(), () -> submitOnce.submit(submission, body, key)),
                request.getContextPath());
    }

    private ResponseEntity<JobView> answer(Submitted submitted, String base) {
        Job job = submitted.job();
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.accepted().location(URI.create(JobView.path(base, job.id())));
        if (submitted.replayed()) {
            answer.header("Idempotency-Replayed", "true");
        }
        return answers.of(answer, job, base);
    }
}
