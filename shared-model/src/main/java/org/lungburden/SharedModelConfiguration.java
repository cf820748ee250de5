package org.lungburden;

import java.io.IOException;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessSessions;
import org.lungburden.access.postgres.PostgresAccessKeys;
import org.lungburden.access.postgres.PostgresAccessSessions;
import org.lungburden.artifact.ArtifactSettings;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.file.FileArtifactStore;
import org.lungburden.artifact.s3.S3ArtifactStore;
import org.lungburden.artifact.s3.S3Settings;
import org.lungburden.audit.AuditLog;
import org.lungburden.audit.postgres.PostgresAuditLog;
import org.lungburden.binding.StoreBinding;
import org.lungburden.binding.StoreOwnership;
import org.lungburden.binding.StoreStart;
import org.lungburden.database.Installation;
import org.lungburden.database.SchemaSettings;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.job.postgres.PostgresConfiguration;
import org.lungburden.metrics.LibraryMetrics;
import org.lungburden.queue.QueueHealth;
import org.lungburden.queue.QueueSettings;
import org.lungburden.queue.WorkQueue;
import org.lungburden.queue.inprocess.InProcessWorkQueue;
import org.lungburden.queue.rabbit.AmqpSettings;
import org.lungburden.queue.rabbit.RabbitWorkQueue;
import org.lungburden.usage.SlotLedger;
import org.lungburden.usage.UsageLedger;
import org.lungburden.usage.postgres.PostgresSlotLedger;
import org.lungburden.usage.postgres.PostgresUsageLedger;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.WebhookSecrets;
import org.lungburden.webhook.postgres.PostgresDeliveries;
import org.lungburden.webhook.postgres.PostgresWebhookSecrets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What the API and the workers share: job store, artifact store, queue and clock. */
@Configuration(proxyBeanMethods = false)
@Import(PostgresConfiguration.class)
@EnableConfigurationProperties({ArtifactSettings.class, S3Settings.class, QueueSettings.class, AmqpSettings.class})
public class SharedModelConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    LibraryMetrics libraryMetrics() {
        return new LibraryMetrics();
    }

    @Bean
    AccessKeys accessKeys(JdbcClient jdbc) {
        return new PostgresAccessKeys(jdbc);
    }

    @Bean
    AccessSessions accessSessions(JdbcClient jdbc) {
        return new PostgresAccessSessions(jdbc);
    }

    @Bean
    UsageLedger usageLedger(JdbcTemplate jdbc) {
        return new PostgresUsageLedger(jdbc);
    }

    @Bean
    SlotLedger slotLedger(JdbcTemplate jdbc) {
        return new PostgresSlotLedger(jdbc);
    }

    @Bean
    Deliveries deliveries(JdbcClient jdbc, TransactionOperations transactions) {
        return new PostgresDeliveries(jdbc, transactions);
    }

    @Bean
    WebhookSecrets webhookSecrets(JdbcClient jdbc, TransactionOperations transactions) {
        return new PostgresWebhookSecrets(jdbc, transactions);
    }

    @Bean
    AuditLog auditLog(JdbcClient jdbc, TransactionOperations transactions) {
        return new PostgresAuditLog(jdbc, transactions);
    }

    @Bean
    ArtifactStore artifactStore(
            ArtifactSettings settings, S3Settings s3, SchemaSettings schema, Installation installation)
            throws IOException {
        ArtifactStore store = settings.inS3()
                ? new S3ArtifactStore(settings.location(), s3)
                : new FileArtifactStore(settings.folder(), settings.reserve());
        StoreBinding binding = new StoreBinding(store, installation);
        // One kind of process prepares the artifact store, by default the one that migrates the database. The others
        // wait, because an unmarked store may be the wrong one.
        boolean prepares = settings.prepare() == null ? schema.migrate() : settings.prepare();
        new StoreStart(schema.timeout()).await(() -> {
            if (!prepares) {
                return binding.check();
            }
            binding.claim(settings.adopt());
            return true;
        });
        return store;
    }

    @Bean
    StoreOwnership storeOwnership(ArtifactStore store, Installation installation) {
        return new StoreBinding(store, installation);
    }

    @Bean
    WorkQueue workQueue(QueueSettings settings, AmqpSettings amqp, ObjectProvider<SslBundles> certificates) {
        return switch (settings.queue()) {
            case INPROCESS -> new InProcessWorkQueue();
            case RABBIT -> new RabbitWorkQueue(amqp, tls(amqp.sslBundle(), certificates));
        };
    }

    /** The health endpoint shows this indicator as the component {@code queue}. */
    @Bean
    QueueHealth queueHealthIndicator(WorkQueue queue) {
        return new QueueHealth(queue);
    }

    private static @Nullable SSLContext tls(@Nullable String bundle, ObjectProvider<SslBundles> certificates) {
        if (bundle == null || bundle.isBlank()) {
            return null;
        }
        try {
            return certificates.getObject().getBundle(bundle).createSslContext();
        } catch (RuntimeException e) {
            throw new InvalidSettingException(
                    "lungburden.amqp.ssl-bundle names " + bundle
                            + ", which spring.ssl.bundle does not define or whose files cannot be read",
                    e);
        }
    }
}
