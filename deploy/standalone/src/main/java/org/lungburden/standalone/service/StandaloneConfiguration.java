package org.lungburden.standalone.service;

import org.lungburden.SharedModelConfiguration;
import org.lungburden.api.ApiConfiguration;
import org.lungburden.api.background.CleanupAtStart;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.worker.process.SegmenterConfiguration;
import org.lungburden.worker.process.WorkerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** API and worker in one application, with the in-process queue between them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({SharedModelConfiguration.class, ApiConfiguration.class, SegmenterConfiguration.class, WorkerConfiguration.class
})
class StandaloneConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneConfiguration.class);

    /**
     * One process serves a data directory, so a job that runs while it starts lost its worker. Told here, where beans are
     * made, because the worker and the relay start only when all are.
     */
    @Bean
    OrphanedJobs orphanedJobs(JobReaper reaper) {
        OrphanedJobs orphaned = new OrphanedJobs(reaper.orphanedAtStart());
        if (orphaned.count() > 0) {
            LOG.info("{} jobs lost their worker when the process ended", orphaned.count());
        }
        return orphaned;
    }

    /** After the jobs, and before requests are taken: nobody else writes to this directory. */
    @Bean
    SweptLeftovers sweptLeftovers(OrphanedJobs after, CleanupAtStart leftovers) {
        leftovers.removeAtStart();
        return new SweptLeftovers();
    }

    /** That nothing of the process before this one is left. */
    record SweptLeftovers() {}

    /** How many jobs were running when the process before this one ended. */
    record OrphanedJobs(int count) {}
}
