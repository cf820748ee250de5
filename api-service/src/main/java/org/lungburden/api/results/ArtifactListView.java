package org.lungburden.api.results;

import java.util.List;
import java.util.UUID;
import org.lungburden.api.jobs.JobView;
import org.lungburden.job.JobArtifact;
import org.lungburden.result.ResultDocument;

/** The files of a job. */
record ArtifactListView(List<ResultDocument.Artifact> items) {

    static ArtifactListView of(String base, UUID jobId, List<JobArtifact> artifacts) {
        return of(JobView.path(base, jobId) + "/artifacts/", artifacts);
    }

    /** @param path of the files, up to their names */
    static ArtifactListView of(String path, List<JobArtifact> artifacts) {
        return new ArtifactListView(artifacts.stream()
                .map(artifact -> new ResultDocument.Artifact(
                        artifact.name(),
                        artifact.mediaType(),
                        artifact.bytes(),
                        artifact.sha256(),
                        path + artifact.name()))
                .toList());
    }
}
