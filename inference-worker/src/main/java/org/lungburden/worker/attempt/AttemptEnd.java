package org.lungburden.worker.attempt;

import java.util.List;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;

/** How an attempt ended whose work has returned; decides the final write. */
sealed interface AttemptEnd {

    record Done(String resultJson, List<JobArtifact> artifacts) implements AttemptEnd {
        public Done {
            artifacts = List.copyOf(artifacts);
        }
    }

    record Failed(JobError error) implements AttemptEnd {}

    /** The job is handed back to the queue. */
    record Released() implements AttemptEnd {}

    /** The job no longer belongs to this worker, so nothing is written. */
    record Abandoned() implements AttemptEnd {}
}
