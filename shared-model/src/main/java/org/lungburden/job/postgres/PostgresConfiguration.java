package org.lungburden.job.postgres;

import java.util.concurrent.ThreadLocalRandom;
import org.lungburden.database.SchemaSettings;
import org.lungburden.job.IdempotencySettings;
import org.lungburden.job.JobSettings;
import org.lungburden.job.RetryPolicy;
import org.lungburden.job.revision.RevisionLimits;
import org.lungburden.job.upkeep.PurgeSettings;
import org.lungburden.job.upkeep.RetentionSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The job store and its companions on the context's data source. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = PostgresConfiguration.class)
@EnableJpaRepositories(basePackageClasses = PostgresConfiguration.class)
@EnableConfigurationProperties({
    JobSettings.class,
    IdempotencySettings.class,
    PurgeSettings.class,
    RetentionSettings.class,
    RevisionLimits.class,
    SchemaSettings.class
})
@Import({
    AttemptStatements.class,
    ImageStatements.class,
    JobClaims.class,
    JobEndings.class,
    JobLists.class,
    JobReads.class,
    JobRows.class,
    JobStatements.class,
    OwnerTurns.class,
    PostgresAgreements.class,
    PostgresBacklog.class,
    PostgresBatches.class,
    PostgresIdempotencyKeys.class,
    PostgresInstallation.class,
    PostgresJobCounts.class,
    PostgresJobReaper.class,
    PostgresJobStore.class,
    PostgresModelRegistry.class,
    PostgresOrphans.class,
    PostgresOutbox.class,
    PostgresPurges.class,
    PostgresSubjects.class,
    PostgresSweepLease.class,
    PostgresTaskStore.class,
    PostgresWorkerBeats.class,
    PostgresRetention.class,
    PostgresRevisions.class,
    RevisionStatements.class,
    SchemaStrategy.class,
    TaskEndings.class,
    TaskStatements.class,
    UnreadableRows.class
})
public class PostgresConfiguration {

    @Bean
    RetryPolicy retryPolicy(JobSettings settings) {
        return new RetryPolicy(settings, () -> ThreadLocalRandom.current().nextDouble());
    }
}
