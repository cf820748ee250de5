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
    /**
     * The launcher sets this for the process that follows a process whose heap was full
     * ({@code LUNGBURDEN_MEMORY_RAN_OUT}).
     */
    private static final String MEMORY_RAN_OUT = "lungburden.memory-ran-out";

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneConfiguration.class);

    /**
     * Only one process serves a data directory, so a job that is running at the start has lost its worker. The check
     * happens while Spring makes the beans, because worker and relay start only after all beans exist.
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

    /** Runs after the check of jobs and before the first request, while nobody else writes to this directory. */
    @Bean
    SweptLeftovers sweptLeftovers(OrphanedJobs after, CleanupAtStart leftovers) {
        leftovers.removeAtStart();
        return new SweptLeftovers();
    }

    /** Shows that no files of the previous process are left. */
    record SweptLeftovers() {}

    /** The number of jobs that were running when the previous process ended. */
    record OrphanedJobs(int count) {}
}
