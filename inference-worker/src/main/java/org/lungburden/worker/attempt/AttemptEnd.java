package org.lungburden.worker.attempt;

import java.util.List;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;

/** What is to be written of an attempt whose work has returned. */
sealed interface AttemptEnd {

    record Done(String resultJson, List<JobArtifact> artifacts) implements AttemptEnd {
        public Done {
            artifacts = List.copyOf(artifacts);
        }
    }

    record Failed(JobError error) implements AttemptEnd {}

    /** Handed back. */
    record Released() implements AttemptEnd {}

    /** No longer ours: nothing is written. */
    record Abandoned() implements AttemptEnd {}
}
