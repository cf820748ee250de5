package org.lungburden.worker.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.Claim;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.Task;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.result.ResultDocument;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Stores the files of an attempt under the attempt's own keys, and writes the result document that lists the files. */
final class ResultWriter {
    /** The JSON must have the order of the record, which is the order of the contract. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final ArtifactStore artifacts;

    ResultWriter(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    JobArtifact store(Claim claim, StudyProcessor.OutputFile file) throws IOException {
        Task task = claim.task();
        UUID job = claim.job().id();
        String key = task == null
                ? ArtifactKeys.file(job, claim.attempt(), claim.token(), file.name())
                : ArtifactKeys.taskFile(job, task.id(), claim.attempt(), claim.token(), file.name());
        try (InputStream source = Files.newInputStream(file.path())) {
            ArtifactStore.StoredArtifact stored = artifacts.put(key, source, Long.MAX_VALUE);
            return new JobArtifact(file.name(), key, file.mediaType(), stored.bytes(), stored.sha256());
        }
    }

    static String json(
            ResultDocument.Measured measured, Claim claim, List<JobArtifact> stored, Map<String, Long> timingsMs) {
        Job job = claim.job();
        return JSON.writeValueAsString(
                new ResultDocument(job.id().toString(), job.reference(), measured, timingsMs, listed(claim, stored)));
    }

    private static List<ResultDocument.Artifact> listed(Claim claim, List<JobArtifact> stored) {
        Task task = claim.task();
        String of = "/v1/jobs/" + claim.job().id()
                + (task == null ? "" : "/revisions/" + task.requiredRevision().number());
        List<ResultDocument.Artifact> listed = new ArrayList<>();
        for (JobArtifact artifact : stored) {
            String href = of + "/artifacts/" + artifact.name();
            listed.add(new ResultDocument.Artifact(
                    artifact.name(), artifact.mediaType(), artifact.bytes(), artifact.sha256(), href));
        }
        return listed;
    }
}
