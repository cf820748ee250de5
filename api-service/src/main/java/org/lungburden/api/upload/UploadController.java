package org.lungburden.api.upload;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
    private final SubmitStudy submitStudy;
    private final UploadGate gate;
    private final OwnerResolver owners;
    private final JobSchedule schedule;

    UploadController(SubmitStudy submitStudy, UploadGate gate, OwnerResolver owners, JobSchedule schedule) {
        this.submitStudy = submitStudy;
        this.gate = gate;
        this.owners = owners;
        this.schedule = schedule;
    }

    @Operation(operationId = "submitStudy", summary = "Submit a study", description = """
            Takes a chest CT as a zip of DICOM files, as NIfTI or as gzipped NIfTI, and queues a job for it. The content \
            decides the format; names and extensions do not matter. Two posts are two jobs.""")
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
            description = "The job is queued.",
            headers = {
                @Header(name = "Location", description = "Path of the job.", schema = @Schema(type = "string")),
                @Header(
                        name = "Retry-After",
                        description = "Seconds until the next look at the job pays.",
                        schema = @Schema(type = "integer"))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobView.class)))
    @Problems({
        ErrorCode.UPLOAD_EMPTY,
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
        StudyBody body = declared == DeclaredType.FORM ? new MultipartBody(request) : new RawBody(request);
        Job job = submitStudy.submit(owners.ownerOf(request), labels, declared, body);
        return ResponseEntity.accepted()
                .location(URI.create(JobView.path(job.id())))
                .header(HttpHeaders.RETRY_AFTER, schedule.retryAfterSeconds())
                .body(JobView.of(job));
    }

    /** For the generated contract alone. */
    @Schema(name = "StudyForm", description = "A form with the study as its only part.")
    record StudyForm(
            @Schema(type = "string", format = "binary", requiredMode = Schema.RequiredMode.REQUIRED)
            String study) {}
}
