package org.lungburden.worker.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.Fence;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.Stage;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.result.ResultDocument;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Stores the files of an attempt under its own keys, and writes the result document that lists them. */
final class ResultWriter {
    /** The order of the record is the order of the contract. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final ArtifactStore artifacts;

    ResultWriter(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    JobArtifact store(Fence fence, StudyProcessor.OutputFile file) throws IOException {
        String key = ArtifactKeys.file(fence.jobId(), fence.attempt(), file.name());
        try (InputStream source = Files.newInputStream(file.path())) {
            ArtifactStore.StoredArtifact stored = artifacts.put(key, source, Long.MAX_VALUE);
            return new JobArtifact(file.name(), key, file.mediaType(), stored.bytes(), stored.sha256());
        }
    }

    /** @param timingsMs of the stages that the worker timed; added to the pipeline's own */
    static String json(ResultDocument result, UUID id, List<JobArtifact> stored, Map<Stage, Long> timingsMs) {
        return JSON.writeValueAsString(new ResultDocument(
                result.schemaVersion(),
                id.toString(),
                result.study(),
                result.volumesMl(),
                result.burdenPercent(),
                result.regions(),
                result.densityHu(),
                result.quality(),
                result.model(),
                merged(result.timingsMs(), timingsMs),
                result.notice(),
                listed(id, stored)));
    }

    private static Map<String, Long> merged(Map<String, Long> pipeline, Map<Stage, Long> worker) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            Long own = worker.get(stage);
            Long inside = pipeline.get(stage.name());
            if (own != null || inside != null) {
                all.put(stage.name(), (own == null ? 0 : own) + (inside == null ? 0 : inside));
            }
        }
        return all;
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
