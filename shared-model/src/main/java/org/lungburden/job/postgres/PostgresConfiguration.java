package org.lungburden.job.postgres;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.lungburden.database.Installation;
import org.lungburden.database.SchemaSettings;
import org.lungburden.job.IdempotencySettings;
import org.lungburden.job.JobSettings;
import org.lungburden.job.JobStore;
import org.lungburden.job.ModelRegistry;
import org.lungburden.job.upkeep.JobCounts;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.PurgeSettings;
import org.lungburden.job.upkeep.Purges;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The job store and its companions on the context's data source. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = PostgresConfiguration.class)
@EnableJpaRepositories(basePackageClasses = PostgresConfiguration.class)
@EnableConfigurationProperties({JobSettings.class, IdempotencySettings.class, PurgeSettings.class, SchemaSettings.class
})
public class PostgresConfiguration {

    @Bean
    FlywayMigrationStrategy schemaStrategy(SchemaSettings settings) {
        return new SchemaStrategy(settings);
    }

    @Bean
    JobStatements jobStatements(JdbcClient jdbc) {
        return new JobStatements(jdbc);
    }

    @Bean
    JobReads jobReads(JdbcOperations jdbc) {
        return new JobReads(jdbc);
    }

    @Bean
    JobLists jobLists(JdbcClient jdbc) {
        return new JobLists(jdbc);
    }

    @Bean
    AttemptStatements attemptStatements(JdbcClient jdbc) {
        return new AttemptStatements(jdbc);
    }

    @Bean
    PostgresOutbox outbox(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresOutbox(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    PostgresIdempotencyKeys idempotencyKeys(
            JdbcClient jdbc, PlatformTransactionManager transactions, IdempotencySettings settings) {
        return new PostgresIdempotencyKeys(jdbc, new TransactionTemplate(transactions), settings);
    }

    @Bean
    AttemptEndings attemptEndings(
            JobStatements jobs, AttemptStatements attempts, PostgresOutbox outbox, JobSettings settings, Clock clock) {
        RetryPolicy policy =
                new RetryPolicy(settings, () -> ThreadLocalRandom.current().nextDouble());
        return new AttemptEndings(jobs, attempts, outbox, policy, clock);
    }

    @Bean
    JobStore jobStore(
            JobRepository jobs,
            AttemptRepository attemptRows,
            JobReads reads,
            JobLists lists,
            JobStatements statements,
            AttemptStatements attempts,
            AttemptEndings endings,
            PostgresOutbox outbox,
            PostgresIdempotencyKeys keys,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new PostgresJobStore(
                jobs,
                attemptRows,
                reads,
                lists,
                statements,
                attempts,
                endings,
                outbox,
                keys,
                new TransactionTemplate(transactions),
                clock);
    }

    @Bean
    JobReaper jobReaper(
            JobStatements jobs,
            AttemptEndings endings,
            JobSettings settings,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new PostgresJobReaper(jobs, endings, settings.ageLimit(), new TransactionTemplate(transactions), clock);
    }

    @Bean
    Purges purges(JdbcClient jdbc, PlatformTransactionManager transactions, PurgeSettings settings, JobSettings jobs) {
        return new PostgresPurges(jdbc, new TransactionTemplate(transactions), settings, settings.secondRound(jobs));
    }

    @Bean
    Orphans orphans(JdbcOperations jdbc, PlatformTransactionManager transactions, Clock clock) {
        return new PostgresOrphans(jdbc, new TransactionTemplate(transactions), clock);
    }

    @Bean
    Installation installation(JdbcOperations jdbc) {
        return new PostgresInstallation(jdbc);
    }

    @Bean
    JobCounts jobCounts(JdbcOperations jdbc) {
        return new PostgresJobCounts(jdbc);
    }

    @Bean
    ModelRegistry modelRegistry(JdbcClient jdbc, Clock clock) {
        return new PostgresModelRegistry(jdbc, clock);
    }
}
