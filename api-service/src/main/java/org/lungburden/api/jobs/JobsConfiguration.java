package org.lungburden.api.jobs;

import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.WatchSettings;
import org.lungburden.api.watch.WatchTimer;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.JobStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Looking at jobs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobsSettings.class)
@Import({JobsController.class, JobChangesController.class})
public class JobsConfiguration {

    @Bean
    FindJobs findJobs(JobStore jobs) {
        return new FindJobs(jobs);
    }

    @Bean
    JobSchedule jobSchedule(JobsSettings settings) {
        return new JobSchedule(settings);
    }

    @Bean
    JobAnswers jobAnswers(JobSchedule schedule) {
        return new JobAnswers(schedule);
    }

    @Bean
    ChangeJobs changeJobs(FindJobs findJobs, JobStore jobs, ArtifactStore artifacts, JobWatch watch) {
        return new ChangeJobs(findJobs, jobs, artifacts, watch);
    }

    @Bean
    AwaitJobs awaitJobs(JobWatch watch, WatchTimer timer, JobAnswers answers, WatchSettings settings) {
        return new AwaitJobs(watch, timer, answers, settings);
    }
}
