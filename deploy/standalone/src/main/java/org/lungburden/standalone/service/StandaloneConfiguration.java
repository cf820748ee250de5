package org.lungburden.standalone.service;

import org.lungburden.SharedModelConfiguration;
import org.lungburden.api.ApiConfiguration;
import org.lungburden.api.background.CleanupAtStart;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.worker.process.SegmenterConfiguration;
import org.lungburden.worker.process.WorkerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** API and worker in one application, with the in-process queue between them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({SharedModelConfiguration.class, ApiConfiguration.class, SegmenterConfiguration.class, WorkerConfiguration.class
})
class StandaloneConfiguration {
    /** The launcher sets this for the process that follows one whose heap was full ({@code LUNGBURDEN_MEMORY_RAN_OUT}). */
    private static final String MEMORY_RAN_OUT = "lungburden.memory-ran-out";

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneConfiguration.class);

    /**
     * One process serves a data directory, so a job that runs while it starts lost its worker. Told here, where beans are
     * made, because the worker and the relay start only when all are.
     */
    @Bean
    OrphanedJobs orphanedJobs(JobReaper reaper, Environment environment) {
        ErrorCode why = environment.getProperty(MEMORY_RAN_OUT, Boolean.class, false)
                ? ErrorCode.OUT_OF_MEMORY
                : ErrorCode.WORKER_LOST;
        OrphanedJobs orphaned = new OrphanedJobs(reaper.orphanedAtStart(why));
        if (orphaned.count() > 0) {
            LOG.info("{} jobs lost their worker when the process ended: {}", orphaned.count(), why);
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
