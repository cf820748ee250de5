package org.lungburden.api.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.IfMatch;
import org.lungburden.api.jobs.JobAnswers;
import org.lungburden.api.jobs.JobView;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.jobs.RelabelJobs;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.api.request.DayParameter;
import org.lungburden.job.LabelChanges;
import org.lungburden.job.LabelChanges.Label;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code PATCH /v1/jobs/{id}}: a merge patch (RFC 7396) of the job's labels. */
@RestController
class LabelsController {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String SHAPE =
            "{\"reference\": ..., \"subject\": ..., \"batch\": ..., \"acquiredOn\": ...} with texts or null";
    private static final Map<String, Label> FIELDS = Map.of(
            "reference", Label.REFERENCE,
            "subject", Label.SUBJECT,
            "batch", Label.BATCH,
            "acquiredOn", Label.ACQUIRED_ON);

    private final SmallJson bodies;
    private final RelabelJobs relabelJobs;
    private final OwnerResolver owners;
    private final JobAnswers answers;

    LabelsController(SmallJson bodies, RelabelJobs relabelJobs, OwnerResolver owners, JobAnswers answers) {
        this.bodies = bodies;
        this.relabelJobs = relabelJobs;
        this.owners = owners;
        this.answers = answers;
    }

    @PatchMapping(
            path = "/v1/jobs/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MERGE_PATCH},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobView> change(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable List<String> ifMatch,
            HttpServletRequest request) {
        String owner = owners.ownerOf(request);
        LabelChanges changes = changes(bodies.object(request, owner, SHAPE));
        return answers.of(
                ResponseEntity.ok(),
                relabelJobs.change(owner, id, IfMatch.versions(ifMatch), changes),
                request.getContextPath());
    }

    private static LabelChanges changes(JsonNode body) {
        Map<Label, Optional<String>> values = new EnumMap<>(Label.class);
        body.properties().forEach(field -> {
            Label label = FIELDS.get(field.getKey());
            if (label == null
                    || !(field.getValue().isString() || field.getValue().isNull())) {
                throw new ParameterException(
                        label == null ? "body" : field.getKey(), "The body must be the JSON object " + SHAPE + ".");
            }
            values.put(label, field.getValue().asStringOpt());
        });
        new Labels(
                text(values, Label.REFERENCE), text(values, Label.SUBJECT), text(values, Label.BATCH)); // checks them
        DayParameter.of("acquiredOn", text(values, Label.ACQUIRED_ON));
        return new LabelChanges(values);
    }

    private static @Nullable String text(Map<Label, Optional<String>> values, Label label) {
        return values.getOrDefault(label, Optional.empty()).orElse(null);
    }
}
