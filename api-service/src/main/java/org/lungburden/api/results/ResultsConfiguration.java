package org.lungburden.api.results;

import org.lungburden.api.jobs.FindJobs;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.JobStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The way out. */
@Configuration(proxyBeanMethods = false)
@Import({ResultController.class, ArtifactController.class})
public class ResultsConfiguration {

    @Bean
    ReadResults readResults(FindJobs findJobs, JobStore jobs) {
        return new ReadResults(findJobs, jobs);
    }

    @Bean
    Downloads downloads(ArtifactStore store) {
        return new Downloads(store);
    }
}
