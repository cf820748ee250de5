package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.RealApi;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Upload;
import org.lungburden.job.postgres.PostgresExtension;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.DeliveryLog;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Two APIs on one database tell a receiver on this machine. */
class WebhooksIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Map<String, String> SETTINGS =
            Map.of("lungburden.webhooks.first-delay", "50ms", "lungburden.webhooks.interval", "100ms");

    private static final List<String> ARRIVED = new CopyOnWriteArrayList<>();
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;
    private static HttpServer receiver;
    private static JobStore jobs;
    private static Deliveries deliveries;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", WebhooksIT::answer);
        receiver.setExecutor(Executors.newCachedThreadPool(DaemonThreads.named("receiver")));
        receiver.start();
        one = RealApi.start(POSTGRES, folder, SETTINGS);
        other = RealApi.start(POSTGRES, folder, SETTINGS);
        jobs = one.getBean(JobStore.class);
        deliveries = one.getBean(Deliveries.class);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        receiver.stop(0);
    }

    /** The path tells the first answer; each later one is 204. */
    private static void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var data = JsonMapper.shared().readTree(body).get("data");
        String what = data.get("id").asString() + " " + data.get("status").asString();
        boolean first = !ARRIVED.contains(what);
        ARRIVED.add(what);
        int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
        exchange.sendResponseHeaders(first ? status : 204, -1);
        exchange.close();
    }

    private static UUID cancelled(String url) {
        UUID id = UUID.randomUUID();
        Upload upload = new Upload("uploads/" + id, 5, "00ff", Upload.Format.ZIP);
        jobs.submit(new NewJob(id, "local", upload, null, null, null, JobPriority.INTERACTIVE, StudyChoices.NONE, url));
        jobs.cancel("local", id);
        return id;
    }

    private static String url(int first) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/" + first;
    }

    private static DeliveryLog.Item item(UUID job) {
        return deliveries.log("local", job).items().get(0);
    }

    private static void awaitState(UUID job, String state) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(item(job).state()).isEqualTo(state));
    }

    @Test
    void everyEndArrivesInItsOrderThoughTheReceiverFails() {
        UUID job = cancelled(url(500));
        jobs.retry("local", job);
        jobs.cancel("local", job);
        jobs.retry("local", job);
        jobs.delete("local", job);
        awaitState(job, "DELIVERED");
        await().atMost(LIMIT)
                .until(() -> deliveries.log("local", job).items().stream()
                        .allMatch(each -> each.state().equals("DELIVERED")));
        assertThat(deliveries.log("local", job).items()).hasSize(3);
        assertThat(item(job).attempts())
                .extracting(DeliveryLog.Attempt::httpStatus)
                .startsWith(500)
                .endsWith(204);
    }

    @Test
    void whoWantsNoMoreIsAskedNoMore() {
        UUID job = cancelled(url(410));
        awaitState(job, "FAILED");
        assertThat(item(job).code()).isEqualTo("GONE");
        assertThat(item(job).attempts()).hasSize(1);
        assertThat(deliveries.again("local", job)).isOne();
        awaitState(job, "DELIVERED");
    }

    @Test
    void bothShareTheWork() {
        List<UUID> all =
                IntStream.range(0, 60).mapToObj(n -> cancelled(url(204))).toList();
        all.forEach(job -> awaitState(job, "DELIVERED"));
        assertThat(all).allSatisfy(job -> assertThat(ARRIVED).containsOnlyOnce(job + " CANCELLED"));
    }

    /** The dead one's come first, and each waits for its time of connection. */
    @Test
    void tenThousandForADeadHostHoldUpNobody() {
        UUID dead = cancelled("http://127.0.0.1:1/");
        awaitAttempt(dead);
        JdbcClient jdbc = one.getBean(JdbcClient.class);
        jdbc.sql("""
                        INSERT INTO job (id, status, upload_key, upload_bytes, upload_sha256, upload_format, created_at,
                            queued_since, finished_at, callback_url, batch)
                        SELECT gen_random_uuid(), 'CANCELLED', 'u', 1, '00', 'ZIP', now(), now(), now(),
                            'http://127.0.0.1:1/', 'dead' FROM generate_series(1, 10000)
                        """).update();
        jdbc.sql("""
                        INSERT INTO webhook_delivery (job_id, owner, host, status, attempt, occurred_at, due_at)
                        SELECT id, owner, '127.0.0.1:1', status, 0, now(), now() - interval '1 hour' FROM job
                        WHERE batch = 'dead'
                        """).update();
        try {
            UUID live = cancelled(url(204));
            long begun = System.nanoTime();
            awaitState(live, "DELIVERED");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(deliveries.count().waiting()).isGreaterThan(9000);
        } finally {
            jdbc.sql("DELETE FROM job WHERE batch = 'dead'").update();
        }
    }

    private static void awaitAttempt(UUID job) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(item(job).attempts())
                        .isNotEmpty()
                        .allSatisfy(each -> assertThat(each.code()).isEqualTo("CONNECT_FAILED")));
    }
}
