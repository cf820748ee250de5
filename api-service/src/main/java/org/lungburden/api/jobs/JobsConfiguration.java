package org.lungburden.api.jobs;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reading and changing jobs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobsSettings.class)
@Import({
    JobsController.class,
    JobChangesController.class,
    AwaitJobs.class,
    ChangeJobs.class,
    FindJobs.class,
    JobAnswers.class,
    RelabelJobs.class,
    StartTimes.class
})
public class JobsConfiguration {}
