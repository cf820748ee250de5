package org.lungburden.api.archviolations;

import java.util.List;
import java.util.UUID;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobStore;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StoringController {
    List<JobArtifact> list(JobStore jobs, UUID id) {
        return jobs.artifacts("local", id);
    }
}
