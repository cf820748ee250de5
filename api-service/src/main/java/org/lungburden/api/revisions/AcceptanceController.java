package org.lungburden.api.revisions;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.jobs.IfMatch;
import org.lungburden.api.jobs.JobAnswers;
import org.lungburden.api.jobs.JobIds;
import org.lungburden.api.jobs.JobView;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.upload.body.BodyBrokenOffException;
import org.lungburden.api.upload.body.ContentDigests;
import org.lungburden.api.upload.body.MessageBody;
import org.lungburden.api.upload.body.PaceSettings;
import org.lungburden.api.upload.body.RawBody;
import org.lungburden.api.upload.body.UploadPace;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.audit.AuditAction;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.Job;
import org.lungburden.job.revision.Revisions;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code PUT /v1/jobs/{id}/accepted-revision}. */
@RestController
class AcceptanceController {
    private static final int MOST_BYTES = 4096;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Revisions revisions;
    private final JobAnswers answers;
    private final JobWatch watch;
    private final AuditTrail trail;
    private final PaceSettings pace;
    private final OwnerResolver owners;

    AcceptanceController(
            Revisions revisions,
            JobAnswers answers,
            JobWatch watch,
            AuditTrail trail,
            PaceSettings pace,
            OwnerResolver owners) {
        this.revisions = revisions;
        this.answers = answers;
        this.watch = watch;
        this.trail = trail;
        this.pace = pace;
        this.owners = owners;
    }

    /** The body. */
    record Acceptance(int revision, @Nullable String author) {
        @Override
        public String toString() {
            return "Acceptance of " + revision;
        }
    }

    @PutMapping(
            path = "/v1/jobs/{id}/accepted-revision",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobView> accept(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable List<String> ifMatch,
            HttpServletRequest request) {
        String owner = owners.ownerOf(request);
        UUID job = JobIds.parse(id);
        ExpectedVersion expected = IfMatch.versions(ifMatch);
        Acceptance wanted = read(request);
        String by = Correction.name("author", wanted.author());
        Job changed = trail.changed(
                AuditAction.REVISION_ACCEPT, job, () -> revisions.accept(owner, job, expected, wanted.revision(), by));
        watch.wake();
        return answers.of(ResponseEntity.ok(), changed, request.getContextPath());
    }

    private Acceptance read(HttpServletRequest request) {
        RawBody body = new RawBody(new MessageBody(
                request, ContentDigests.of(null), MOST_BYTES, new UploadPace(pace, System::nanoTime), bytes -> {}));
        try {
            byte[] bytes = body.open().readAllBytes();
            body.finish();
            return acceptance(JSON.readTree(bytes));
        } catch (JacksonException e) {
            throw malformed();
        } catch (IOException e) {
            throw BodyBrokenOffException.fault(e);
        }
    }

    /** A number that stands as a text, or a text as a number, would be a guess. */
    private static Acceptance acceptance(JsonNode body) {
        JsonNode revision = body.path("revision");
        JsonNode author = body.path("author");
        boolean named = author.isString();
        if (!revision.isInt() || revision.intValue() < 0 || !(named || author.isMissingNode())) {
            throw malformed();
        }
        return new Acceptance(revision.intValue(), named ? author.stringValue() : null);
    }

    private static CodedException malformed() {
        return new CodedException(
                ErrorCode.INVALID_REQUEST,
                "The body must be a JSON object with the number of a revision, such as {\"revision\": 1}.");
    }
}
