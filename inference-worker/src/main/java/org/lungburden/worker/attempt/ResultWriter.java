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
import org.lungburden.job.Fence;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
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

    JobArtifact store(Fence fence, StudyProcessor.OutputFile file) throws IOException {
        String key = ArtifactKeys.file(fence.jobId(), fence.attempt(), fence.token(), file.name());
        try (InputStream source = Files.newInputStream(file.path())) {
            ArtifactStore.StoredArtifact stored = artifacts.put(key, source, Long.MAX_VALUE);
            return new JobArtifact(file.name(), key, file.mediaType(), stored.bytes(), stored.sha256());
        }
    }

    static String json(
            ResultDocument.Measured measured, Job job, List<JobArtifact> stored, Map<String, Long> timingsMs) {
        return JSON.writeValueAsString(new ResultDocument(
                job.id().toString(), job.reference(), measured, timingsMs, listed(job.id(), stored)));
    }

    private static List<ResultDocument.Artifact> listed(UUID id, List<JobArtifact> stored) {
        List<ResultDocument.Artifact> listed = new ArrayList<>();
        for (JobArtifact artifact : stored) {
            String href = "/v1/jobs/" + id + "/artifacts/" + artifact.name();
            listed.add(new ResultDocument.Artifact(
                    artifact.name(), artifact.mediaType(), artifact.bytes(), artifact.sha256(), href));
        }
        return listed;
    }
}
