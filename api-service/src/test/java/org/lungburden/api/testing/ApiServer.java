package org.lungburden.api.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessSessions;
import org.lungburden.access.memory.MemoryAccessKeys;
import org.lungburden.access.memory.MemoryAccessSessions;
import org.lungburden.api.ApiConfiguration;
import org.lungburden.api.ApiDefaults;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.audit.AuditLog;
import org.lungburden.audit.AuditPage;
import org.lungburden.audit.AuditQuery;
import org.lungburden.audit.memory.MemoryAuditLog;
import org.lungburden.binding.StoreOwnership;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.IdempotencySettings;
import org.lungburden.job.JobSettings;
import org.lungburden.job.memory.MemoryModels;
import org.lungburden.job.upkeep.Backlog;
import org.lungburden.job.upkeep.JobCounts;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.job.upkeep.PurgeSettings;
import org.lungburden.job.upkeep.Purges;
import org.lungburden.job.upkeep.Retention;
import org.lungburden.job.upkeep.RetentionSettings;
import org.lungburden.job.upkeep.SweepLease;
import org.lungburden.queue.WorkQueue;
import org.lungburden.queue.inprocess.InProcessWorkQueue;
import org.lungburden.usage.SlotLedger;
import org.lungburden.usage.UsageLedger;
import org.lungburden.usage.memory.MemorySlotLedger;
import org.lungburden.usage.memory.MemoryUsageLedger;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.WebhookSecrets;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API on a free port, over fakes of its ports. */
public final class ApiServer implements AutoCloseable {
    /** Of the shared server, so that a test can go beyond it cheaply. */
    public static final int MAX_UPLOAD_BYTES = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String WITHOUT_DATABASE = String.join(
            ",",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration");

    public final FailingJobStore jobs = new FailingJobStore();
    public final MemoryRevisions revisions = new MemoryRevisions(jobs);
    /** What the forecast of starts sees. */
    public volatile Backlog backlog = new Backlog(List.of(), 0, 0, null);

    public final MemoryModels models = new MemoryModels();
    public final MemoryAccessKeys keys = new MemoryAccessKeys();
    public final MemoryAccessSessions sessions = new MemoryAccessSessions(keys);
    public final MemoryAuditLog audit = new MemoryAuditLog() {
        @Override
        public AuditPage list(AuditQuery query) {
            jobs.failLikeReads();
            return super.list(query);
        }
    };
    public final ToldDeliveries deliveries = new ToldDeliveries();
    private final MemoryWebhookSecrets webhookSecrets = new MemoryWebhookSecrets(jobs::failLikeReads);
    public final MemoryArtifactStore artifacts = new MemoryArtifactStore();
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ConfigurableApplicationContext context;
    private final int port;

    private ApiServer(long maxUploadBytes, @Nullable ArtifactStore store) {
        this(maxUploadBytes, store, Map.of());
    }

    private ApiServer(long maxUploadBytes, @Nullable ArtifactStore store, Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(ApiDefaults.properties());
        properties.put("server.port", 0);
        properties.put("server.address", "127.0.0.1");
        properties.put("spring.autoconfigure.exclude", WITHOUT_DATABASE);
        properties.put("management.endpoint.health.group.readiness.include", "readinessState");
        properties.put("lungburden.upload.max-size", maxUploadBytes + "B");
        properties.put("lungburden.idempotency.lease", "1s");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.main.register-shutdown-hook", "false");
        properties.put("lungburden.watch.interval", "20ms");
        properties.putAll(settings);
        SpringApplication application = new SpringApplication(Main.class);
        application.setDefaultProperties(properties);
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(FailingJobStore.class, () -> jobs);
            beans.registerBean(MemoryRevisions.class, () -> revisions);
            beans.registerBean(IdempotencyKeys.class, () -> jobs.keys);
            beans.registerBean(AccessKeys.class, () -> keys);
            beans.registerBean(AccessSessions.class, () -> sessions);
            beans.registerBean(AuditLog.class, () -> audit);
            beans.registerBean(Outbox.class, IdleOutbox::new);
            beans.registerBean(JobCounts.class, () -> () -> new JobCounts.Counts(0, 0, Duration.ZERO, 0, 0));
            beans.registerBean(SlotLedger.class, MemorySlotLedger::new);
            beans.registerBean(Deliveries.class, () -> deliveries);
            beans.registerBean(WebhookSecrets.class, () -> webhookSecrets);
            beans.registerBean(UsageLedger.class, MemoryUsageLedger::new);
            beans.registerBean(Backlog.Source.class, () -> () -> backlog);
            beans.registerBean(JobReaper.class, IdleReaper::new);
            beans.registerBean(Purges.class, IdlePurges::new);
            beans.registerBean(Retention.class, () -> (keep, limit) -> 0);
            beans.registerBean(StoreOwnership.class, () -> () -> true);
            beans.registerBean(Orphans.class, IdleOrphans::new);
            beans.registerBean(SweepLease.class, NoSweep::new);
            beans.registerBean(WorkQueue.class, InProcessWorkQueue::new);
            beans.registerBean(Clock.class, Clock::systemUTC);
            beans.registerBean(MemoryModels.class, () -> models);
            beans.registerBean(ArtifactStore.class, () -> store == null ? artifacts : store);
        });
        context = application.run();
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** As a main composes it. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties({
        JobSettings.class,
        IdempotencySettings.class,
        PurgeSettings.class,
        RetentionSettings.class
    })
    @Import(ApiConfiguration.class)
    static class Main {}

    /** Nothing is ever due. */
    private static final class IdleOutbox implements Outbox {
        @Override
        public int relay(int limit, Consumer<List<UUID>> publisher) {
            return 0;
        }

        @Override
        public int removeSent(Duration age, int limit) {
            return 0;
        }

        @Override
        public Registration onWritten(Runnable listener) {
            return () -> {};
        }
    }

    /** No worker is ever lost. */
    private static final class IdleReaper implements JobReaper {
        @Override
        public int reap(int limit) {
            return 0;
        }

        @Override
        public int failOverAge(Instant upSince, int limit) {
            return 0;
        }

        @Override
        public int orphanedAtStart(ErrorCode why) {
            return 0;
        }
    }

    /** Nothing is ever deleted. */
    private static final class IdlePurges implements Purges {
        @Override
        public List<Round> take(int limit) {
            return List.of();
        }

        @Override
        public void done(Round round) {}

        @Override
        public void allDueAtStart() {}
    }

    /** Every file is needed. */
    private static final class IdleOrphans implements Orphans {
        @Override
        public int abandon(Collection<UUID> jobIds) {
            return 0;
        }

        @Override
        public List<UUID> unknown(Collection<UUID> jobIds) {
            return List.of();
        }

        @Override
        public List<UUID> spend(Instant time, Collection<UUID> jobIds) {
            return List.of();
        }

        @Override
        public List<AttemptFile> lostOfTasks(Collection<AttemptFile> files) {
            return List.of();
        }

        @Override
        public List<String> lostLabels(Collection<String> keys) {
            return List.of();
        }

        @Override
        public List<AttemptFile> lost(Collection<AttemptFile> files) {
            return List.of();
        }
    }

    private static final class NoSweep implements SweepLease {
        @Override
        public boolean take(Duration time) {
            return false;
        }

        @Override
        public void takeOver(Duration time) {}

        @Override
        public void giveBack() {}
    }

    private static final class Shared {
        static final ApiServer SERVER = new ApiServer(MAX_UPLOAD_BYTES, null);
    }

    /** One server for all tests of a run, emptied. */
    public static ApiServer shared() {
        ApiServer server = Shared.SERVER;
        server.jobs.clear();
        server.revisions.clear();
        server.models.clear();
        server.artifacts.clear();
        server.audit.clear();
        return server;
    }

    /** A server of its own, over another store. */
    public static ApiServer start(long maxUploadBytes, ArtifactStore store) throws IOException {
        store.create();
        return new ApiServer(maxUploadBytes, store);
    }

    /** A server of its own, with other settings. */
    public static ApiServer start(Map<String, Object> settings) {
        return new ApiServer(MAX_UPLOAD_BYTES, null, settings);
    }

    /** A part of the running API. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A part of the running API, where there are several of its type. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public int port() {
        return port;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    public HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    public HttpResponse<byte[]> post(String path, String contentType, byte[] body)
            throws IOException, InterruptedException {
        return send(
                request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public static JsonNode json(HttpResponse<byte[]> response) {
        return JSON.readTree(response.body());
    }

    public CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        context.close();
    }
}
