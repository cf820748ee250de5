package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.RealApi;
import org.lungburden.api.testing.Studies;
import org.lungburden.job.Claim;
import org.lungburden.job.Fence;
import org.lungburden.job.JobStore;
import org.lungburden.job.Stage;
import org.lungburden.job.postgres.PostgresExtension;
import org.lungburden.testing.BusyMachine;
import org.lungburden.testing.FaultyWire;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changing and following jobs on a real PostgreSQL, with fewer connections than clients; the test plays the worker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FollowIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int CLIENTS = 20;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private FaultyWire wire;
    private ConfigurableApplicationContext context;
    private JobStore jobs;

    @BeforeEach
    void start() throws IOException {
        URI direct = URI.create(POSTGRES.jdbcUrl().substring("jdbc:".length()));
        wire = new FaultyWire(direct.getPort());
        context = RealApi.start(
                POSTGRES,
                folder,
                Map.of(
                        "spring.datasource.url",
                        "jdbc:postgresql://127.0.0.1:" + wire.port() + direct.getPath(),
                        "spring.datasource.hikari.maximum-pool-size",
                        3,
                        "server.tomcat.threads.max",
                        4));
        jobs = context.getBean(JobStore.class);
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        wire.close();
    }

    private HttpRequest.Builder request(String path) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String path) throws Exception {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private UUID submit() throws Exception {
        return submit("");
    }

    private UUID submit(String query) throws Exception {
        HttpResponse<byte[]> answer =
                send(request("/v1/jobs" + query).POST(BodyPublishers.ofByteArray(Studies.zip("IM1", "a study"))));
        assertThat(answer.statusCode()).isEqualTo(202);
        return UUID.fromString(json(answer).get("id").asString());
    }

    private static String path(UUID id) {
        return "/v1/jobs/" + id;
    }

    private Fence claim(UUID id) {
        return jobs.claim(id, "test", LEASE).map(Claim::fence).orElseThrow();
    }

    @Test
    void aCancelledJobStopsItsWorkerAndRunsAgainWhenRetried() throws Exception {
        UUID id = submit();
        Fence first = claim(id);
        assertThat(json(post(path(id) + "/cancel")).get("status").asString()).isEqualTo("CANCELLED");
        assertThat(jobs.holds(first)).isFalse();
        assertThat(post(path(id) + "/cancel").statusCode()).isEqualTo(409);

        assertThat(json(post(path(id) + "/retry")).get("status").asString()).isEqualTo("QUEUED");
        assertThat(post(path(id) + "/retry").statusCode()).isEqualTo(409);
        assertThat(claim(id).attempt()).isEqualTo(2);
    }

    @Test
    void aJobWhoseUploadIsGoneIsNotQueuedAgain() throws Exception {
        UUID id = submit();
        post(path(id) + "/cancel");
        Files.delete(folder.resolve("uploads/" + id));
        HttpResponse<byte[]> answer = post(path(id) + "/retry");
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(json(answer).get("code").asString()).isEqualTo("UPLOAD_GONE");
        assertThat(jobs.claim(id, "test", LEASE)).isEmpty();
    }

    @Test
    void aDeletedJobIsFoundNoMoreAndItsWorkerStops() throws Exception {
        UUID id = submit();
        Fence fence = claim(id);
        assertThat(send(request(path(id)).DELETE()).statusCode()).isEqualTo(204);
        assertThat(jobs.holds(fence)).isFalse();
        for (String call : List.of("", "/events", "/result", "/artifacts")) {
            assertThat(send(request(path(id) + call)).statusCode()).as(call).isEqualTo(404);
        }
        for (String call : List.of("/cancel", "/retry")) {
            assertThat(post(path(id) + call).statusCode()).as(call).isEqualTo(404);
        }
        assertThat(send(request(path(id)).DELETE()).statusCode()).isEqualTo(404);
        assertThat(json(send(request("/v1/jobs"))).get("items").findValuesAsString("id"))
                .doesNotContain(id.toString());
    }

    @Test
    void thoseWhoWaitHoldNoConnectionAndHearOfWhatOthersDo() throws Exception {
        UUID id = submit();
        List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            waiting.add(client.sendAsync(request(path(id) + "?wait=1m").build(), BodyHandlers.ofByteArray()));
        }
        for (int i = 0; i < CLIENTS; i++) {
            assertThat(send(request(path(id))).statusCode()).isEqualTo(200);
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        claim(id);
        for (CompletableFuture<HttpResponse<byte[]>> each : waiting) {
            assertThat(json(each.get(20, TimeUnit.SECONDS)).get("status").asString())
                    .isEqualTo("RUNNING");
        }
    }

    @Test
    void aVersionThatTheClientKnowsIsNotSentAgain() throws Exception {
        UUID id = submit();
        String etag = send(request(path(id))).headers().firstValue("ETag").orElseThrow();
        assertThat(send(request(path(id)).header("If-None-Match", etag)).statusCode())
                .isEqualTo(304);
        assertThat(jobs.renew(claim(id), LEASE)).isTrue();
        HttpResponse<byte[]> running = send(request(path(id)).header("If-None-Match", etag));
        assertThat(running.statusCode()).isEqualTo(200);
        assertThat(running.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(etag);
    }

    @Test
    void aStreamGoesOnAfterAnOutage() throws Exception {
        UUID id = submit();
        Fence fence = claim(id);
        HttpResponse<InputStream> stream =
                client.send(request(path(id) + "/events").build(), BodyHandlers.ofInputStream());
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> read(stream.body()));
        wire.cut();
        await().until(() -> send(request(path(id))).statusCode() == 503);
        assertThat(text).isNotDone();
        wire.mend();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> send(request(path(id))).statusCode() == 200);
        assertThat(jobs.progress(fence, Stage.WRITING, 0.75)).isTrue();
        assertThat(jobs.complete(fence, "{}", List.of())).isTrue();
        assertThat(text.get(30, TimeUnit.SECONDS))
                .contains("\nevent: finished\n")
                .endsWith("\n\n")
                .containsOnlyOnce("event: finished")
                .contains("\"status\":\"SUCCEEDED\"");
    }

    @Test
    void aStreamOfManyJobsHearsOfWhatOthersDoAndGoesOnAfterAnOutage() throws Exception {
        UUID other = submit();
        HttpResponse<InputStream> stream =
                client.send(request("/v1/events?batch=b1").build(), BodyHandlers.ofInputStream());
        UUID first = submit("?batch=b1");
        UUID second = submit("?batch=b1");
        claim(other);
        assertThat(jobs.complete(claim(first), "{}", List.of())).isTrue();
        Fence fence = claim(second);
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        awaitEvent(lines, "finished", first);
        wire.cut();
        await().until(() -> send(request("/v1/events")).statusCode() == 503);
        wire.mend();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> send(request(path(second))).statusCode() == 200);
        assertThat(jobs.progress(fence, Stage.WRITING, 0.75)).isTrue();
        assertThat(jobs.complete(fence, "{}", List.of())).isTrue();
        awaitEvent(lines, "finished", second);
        assertThat(send(request(path(first)).DELETE()).statusCode()).isEqualTo(204);
        awaitEvent(lines, "deleted", first);
        lines.close();
    }

    /** Reads on to that event; none of another batch may come. */
    private static void awaitEvent(BufferedReader lines, String name, UUID id) throws IOException {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            }
            if (line.startsWith("data: ")) {
                JsonNode data = JsonMapper.shared().readTree(line.substring("data: ".length()));
                assertThat(event.equals("deleted")
                                || data.path("batch").asString("none").equals("b1"))
                        .isTrue();
                if (event.equals(name) && data.get("id").asString().equals(id.toString())) {
                    return;
                }
            }
        }
        throw new AssertionError("The stream ended before " + name + " of " + id);
    }

    private static String read(InputStream body) {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aServerWithWaitingClientsStopsAtOnce() throws Exception {
        UUID id = submit();
        CompletableFuture<HttpResponse<byte[]>> waiting =
                client.sendAsync(request(path(id) + "?wait=1m").build(), BodyHandlers.ofByteArray());
        HttpResponse<InputStream> stream =
                client.send(request(path(id) + "/events").build(), BodyHandlers.ofInputStream());
        assertThat(send(request(path(id))).statusCode()).isEqualTo(200);
        long start = System.nanoTime();
        context.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BusyMachine.allows(Duration.ofSeconds(10)));
        assertThat(waiting.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(read(stream.body())).contains("event: progress");
    }
}
