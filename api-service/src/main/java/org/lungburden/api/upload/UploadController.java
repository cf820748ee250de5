package org.lungburden.api.upload;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.JobSchedule;
import org.lungburden.api.jobs.JobView;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problems;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/jobs}. */
@RestController
@Tag(name = "jobs")
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

    @Operation(operationId = "submitStudy", summary = "Submit a study", description = """
            Takes a chest CT as a zip of DICOM files, as NIfTI or as gzipped NIfTI, and queues a job for it. The content \
            decides the format; names and extensions do not matter. Two posts are two jobs, unless they carry the same \
            `Idempotency-Key`.""")
    @Parameter(
            name = IdempotencyKeyHeader.NAME,
            in = ParameterIn.HEADER,
            description =
                    "Makes one job of all posts that carry it: a repeated post is answered with the first one's job.",
            schema = @Schema(type = "string", pattern = IdempotencyKeyHeader.PATTERN))
    @Parameter(
            name = ContentDigests.NAME,
            in = ParameterIn.HEADER,
            description = "RFC 9530 digest of the body as sent; `sha-256` and `sha-512` are checked.",
            schema = @Schema(type = "string"))
    @RequestBody(
            required = true,
            description = "The study: the whole body, or the one part `study` of a form.",
            content = {
                @Content(
                        mediaType = DeclaredType.APPLICATION_ZIP,
                        schema = @Schema(type = "string", format = "binary")),
                @Content(
                        mediaType = DeclaredType.APPLICATION_GZIP,
                        schema = @Schema(type = "string", format = "binary")),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                        schema = @Schema(type = "string", format = "binary")),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                        schema = @Schema(implementation = StudyForm.class))
            })
    @ApiResponse(
            responseCode = "202",
            description = "The job is queued; of a repeated key, the job as it stands.",
            headers = {
                @Header(name = "Location", description = "Path of the job.", schema = @Schema(type = "string")),
                @Header(
                        name = "Retry-After",
                        description = "Seconds until the next look at the job pays; absent when it is finished.",
                        schema = @Schema(type = "integer"))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobView.class)))
    @Problems({
        ErrorCode.UPLOAD_EMPTY,
        ErrorCode.DIGEST_MISMATCH,
        ErrorCode.IDEMPOTENCY_IN_FLIGHT,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.UPLOAD_TOO_LARGE,
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        ErrorCode.NOT_AN_ARCHIVE,
        ErrorCode.ARCHIVE_UNSAFE,
        ErrorCode.ARCHIVE_ENCRYPTED,
        ErrorCode.ARCHIVE_TOO_LARGE,
        ErrorCode.STORE_FULL
    })
    @PostMapping(
            path = "/v1/jobs",
            consumes = {
                DeclaredType.APPLICATION_ZIP,
                DeclaredType.APPLICATION_GZIP,
                MediaType.APPLICATION_OCTET_STREAM_VALUE,
                MediaType.MULTIPART_FORM_DATA_VALUE
            })
    ResponseEntity<JobView> submit(
            @Parameter(description = Labels.REFERENCE, schema = @Schema(pattern = Labels.PATTERN))
                    @RequestParam(required = false)
                    @Nullable
                    String reference,
            @Parameter(description = Labels.SUBJECT, schema = @Schema(pattern = Labels.PATTERN))
                    @RequestParam(required = false)
                    @Nullable
                    String subject,
            @Parameter(description = Labels.BATCH, schema = @Schema(pattern = Labels.PATTERN))
                    @RequestParam(required = false)
                    @Nullable
                    String batch,
            HttpServletRequest request) {
        Labels labels = new Labels(reference, subject, batch);
        gate.check(request);
        DeclaredType declared = DeclaredType.of(request.getContentType());
        Submission submission = new Submission(owners.ownerOf(request), labels, declared);
        String key = IdempotencyKeyHeader.of(request);
        MessageBody message = new MessageBody(request, ContentDigests.of(request), gate.maxBodyBytes(request));
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

    /** For the generated contract alone. */
    @Schema(name = "StudyForm", description = "A form with the study as its only part.")
    record StudyForm(
            @Schema(type = "string", format = "binary", requiredMode = Schema.RequiredMode.REQUIRED)
            String study) {}
}
