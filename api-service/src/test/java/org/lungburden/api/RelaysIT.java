package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.RealApi;
import org.lungburden.job.Job;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Upload;
import org.lungburden.job.postgres.PostgresExtension;
import org.lungburden.job.upkeep.JobCounts;
import org.lungburden.queue.WorkQueue;
import org.lungburden.queue.rabbit.RabbitServer;
import org.springframework.context.ConfigurableApplicationContext;

/** Two APIs with their relays over one PostgreSQL and a real broker that breaks; the test plays the worker. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set by start
class RelaysIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private static final Duration RECOVERED = Duration.ofSeconds(40);
    private static RabbitServer broker;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<UUID> claimed = ConcurrentHashMap.newKeySet();
    private final Map<String, Object> settings = new HashMap<>();
    private final AtomicInteger claims = new AtomicInteger();
    private ConfigurableApplicationContext first;
    private ConfigurableApplicationContext second;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = RabbitServer.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void start() {
        settings.put("lungburden.queue", "rabbit");
        settings.put("lungburden.amqp.uri", broker.uri());
        settings.put("lungburden.amqp.queue", "relays." + UUID.randomUUID());
        settings.put("lungburden.job.relay-batch", "20");
        first = RealApi.start(POSTGRES, folder, settings);
        second = RealApi.start(POSTGRES, folder, settings);
    }

    @AfterEach
    void stop() {
        second.close();
        first.close();
    }

    private static UUID submit(ConfigurableApplicationContext api) {
        Upload upload = new Upload("uploads/1", 5, "00ff", Upload.Format.ZIP);
        Job job = api.getBean(JobStore.class)
                .submit(new NewJob(UUID.randomUUID(), "local", upload, null, null, null, StudyChoices.NONE));
        return job.id();
    }

    private WorkQueue.Subscription work() {
        JobStore store = second.getBean(JobStore.class);
        return second.getBean(WorkQueue.class)
                .consume(id -> store.claim(id, "test", Duration.ofMinutes(5)).ifPresent(claim -> {
                    claims.incrementAndGet();
                    claimed.add(id);
                }));
    }

    private HttpResponse<String> health(ConfigurableApplicationContext api, String path) throws Exception {
        int port = api.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health" + path))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void brokerKilledWhileBothRelaysSendLosesNoJobAndDoublesNone() throws Exception {
        try (WorkQueue.Subscription subscription = work()) {
            UUID one = submit(first);
            await().until(() -> claimed.contains(one));
            broker.awaitQueuesWritten();
            Set<UUID> submitted = ConcurrentHashMap.newKeySet();
            submitted.add(one);
            List<Thread> clients = IntStream.range(0, 4)
                    .mapToObj(n -> new Thread(() -> {
                        for (int i = 0; i < 200; i++) {
                            submitted.add(submit(n % 2 == 0 ? first : second));
                        }
                    }))
                    .toList();
            clients.forEach(Thread::start);
            await().until(() -> submitted.size() > 100);
            broker.kill();
            for (Thread thread : clients) {
                thread.join();
            }
            broker.startAgain();
            await().atMost(RECOVERED).until(() -> claimed.size() == submitted.size());
            assertThat(submitted).hasSize(801);
            assertThat(claimed).isEqualTo(submitted);
            assertThat(claims).hasValue(801);
            await().until(() -> first.getBean(JobCounts.class).count().unsent() == 0);
        }
    }

    @Test
    void brokerThatIsAwayDelaysJobsAndIsToldInTheHealthAlone() throws Exception {
        try (WorkQueue.Subscription subscription = work()) {
            UUID before = submit(first);
            await().until(() -> claimed.contains(before));
            broker.stop();
            UUID during = submit(first);
            await().atMost(RECOVERED)
                    .untilAsserted(() -> assertThat(health(first, "/queue").body())
                            .contains("DEGRADED", "RabbitMQ")
                            .doesNotContain("guest"));
            assertThat(health(first, "").body()).contains("DEGRADED").endsWith("\"status\":\"UP\"}");
            assertThat(health(first, "/readiness").statusCode()).isEqualTo(200);
            assertThat(first.getBean(JobCounts.class).count().unsent()).isEqualTo(1);
            try (ConfigurableApplicationContext late = RealApi.start(POSTGRES, folder, settings)) {
                UUID later = submit(late);
                broker.startAgain();
                await().atMost(RECOVERED).until(() -> claimed.containsAll(Set.of(during, later)));
            }
            await().atMost(RECOVERED)
                    .untilAsserted(
                            () -> assertThat(health(first, "/queue").body()).contains("UP"));
        }
    }
}
