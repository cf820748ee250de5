package org.lungburden.api.revisions;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.jobs.JobAnswers;
import org.lungburden.api.jobs.JobIds;
import org.lungburden.api.jobs.JobView;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.audit.AuditAction;
import org.lungburden.job.Job;
import org.lungburden.job.revision.Revisions;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/jobs/{id}/image}. */
@RestController
class ImageController {
    private final Revisions revisions;
    private final JobAnswers answers;
    private final AuditTrail trail;
    private final OwnerResolver owners;

    ImageController(Revisions revisions, JobAnswers answers, AuditTrail trail, OwnerResolver owners) {
        this.revisions = revisions;
        this.answers = answers;
        this.trail = trail;
        this.owners = owners;
    }

    @PostMapping(path = "/v1/jobs/{id}/image", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobView> request(@PathVariable String id, HttpServletRequest request) {
        String owner = owners.ownerOf(request);
        UUID job = JobIds.parse(id);
        Job known = Waiting.told(
                () -> trail.changed(AuditAction.IMAGE_REQUEST, job, () -> revisions.requestImage(owner, job)));
        return answers.of(ResponseEntity.accepted(), known, request.getContextPath());
    }
}
