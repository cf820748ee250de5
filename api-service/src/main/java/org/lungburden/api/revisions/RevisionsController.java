package org.lungburden.api.revisions;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.JobIds;
import org.lungburden.api.limits.UploadLimit;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.upload.IdempotencyKeyHeader;
import org.lungburden.api.upload.UploadGate;
import org.lungburden.api.upload.UploadSlots;
import org.lungburden.api.upload.body.ContentDigests;
import org.lungburden.api.upload.body.MessageBody;
import org.lungburden.api.upload.body.PaceSettings;
import org.lungburden.api.upload.body.RawBody;
import org.lungburden.api.upload.body.StudyBody;
import org.lungburden.api.upload.body.UploadPace;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/jobs/{id}/revisions}. */
@RestController
class RevisionsController {
    private final SaveOnce saveOnce;
    private final RevisionAnswers answers;
    private final UploadGate gate;
    private final UploadSlots slots;
    private final UploadLimit limit;
    private final PaceSettings pace;
    private final OwnerResolver owners;

    RevisionsController(
            SaveOnce saveOnce,
            RevisionAnswers answers,
            UploadGate gate,
            UploadSlots slots,
            UploadLimit limit,
            PaceSettings pace,
            OwnerResolver owners) {
        this.saveOnce = saveOnce;
        this.answers = answers;
        this.gate = gate;
        this.slots = slots;
        this.limit = limit;
        this.pace = pace;
        this.owners = owners;
    }

    @PostMapping(
            path = "/v1/jobs/{id}/revisions",
            consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, "application/gzip", "application/x-gzip"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<RevisionView> save(
            @PathVariable String id,
            @RequestParam String base,
            @RequestParam(required = false) @Nullable String author,
            @RequestParam(required = false) @Nullable String comment,
            @RequestHeader(name = IdempotencyKeyHeader.NAME, required = false) @Nullable String key,
            @RequestHeader(name = ContentDigests.NAME, required = false) @Nullable List<String> digests,
            HttpServletRequest request) {
        String owner = owners.ownerOf(request);
        Correction correction = Correction.of(owner, JobIds.parse(id), base, author, comment);
        IdempotencyKeyHeader.check(key);
        gate.check(request);
        limit.check(owner, request.getContentLengthLong());
        long maxBytes = gate.maxBodyBytes(request);
        StudyBody body = new RawBody(new MessageBody(
                request,
                ContentDigests.of(digests),
                maxBytes,
                new UploadPace(pace, System::nanoTime),
                bytes -> limit.arrived(owner, bytes)));
        SaveOnce.Saved saved = slots.within(owner, () -> saveOnce.save(correction, body, maxBytes, key));
        String root = request.getContextPath();
        int number = saved.revision().number();
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.accepted().location(URI.create(RevisionView.path(root, correction.job(), number)));
        if (saved.replayed()) {
            answer.header("Idempotency-Replayed", "true");
        }
        return answers.saved(answer, owner, id, saved.revision(), root);
    }

    @GetMapping(path = "/v1/jobs/{id}/revisions", produces = MediaType.APPLICATION_JSON_VALUE)
    RevisionListView list(@PathVariable String id, HttpServletRequest request) {
        return answers.all(owners.ownerOf(request), id, request.getContextPath());
    }

    @GetMapping(path = "/v1/jobs/{id}/revisions/{revision}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<RevisionView> one(
            @PathVariable String id, @PathVariable String revision, HttpServletRequest request) {
        return answers.one(owners.ownerOf(request), id, revision, request.getContextPath());
    }
}
