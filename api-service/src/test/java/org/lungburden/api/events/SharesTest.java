package org.lungburden.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.lungburden.api.testing.ApiServer.text;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.job.Job;

/** One owner's share of event streams and waiting requests. */
class SharesTest {
    private static final Job JOB = Jobs.running();
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of(
                "lungburden.watch.heartbeat", "50ms",
                "lungburden.watch.max-streams-per-owner", "2",
                "lungburden.watch.max-waits-per-owner", "1"));
        server.jobs.add(JOB);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static double open(String gauge) {
        return server.bean(MeterRegistry.class).get(gauge).gauge().value();
    }

    private static Socket stream(String path) throws IOException {
        Socket socket = RawHttp.connect(server.port());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private static void assertRefused(String path, String sentence) throws Exception {
        HttpResponse<byte[]> refused = server.get(path);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(text(refused)).contains("\"UNAVAILABLE\"", sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "reset"})
    void aStreamTooManyIsRefusedUntilAClientLeaves(String how) throws Exception {
        String path = "/v1/jobs/" + JOB.id() + "/events";
        try (Socket first = stream(path);
                Socket second = stream("/v1/events")) {
            assertRefused(path, "At most 2 of your event streams");
            assertRefused("/v1/events", "At most 2 of your event streams");
            assertThat(server.get("/v1/jobs").statusCode()).isEqualTo(200);
            if (how.equals("reset")) {
                second.setSoLinger(true, 0);
            }
            second.close();
            await().until(() -> open("lungburden.streams.open") == 1);
            stream(path).close();
            assertThat(first.isClosed()).isFalse();
        }
        await().until(() -> open("lungburden.streams.open") == 0);
        assertThat(server.bean(EventStreams.class).size()).isZero();
    }

    @Test
    void anAnswerWithoutAStreamGivesItsSlotBack() throws Exception {
        Job done = Jobs.succeeded();
        server.jobs.add(done);
        String path = "/v1/jobs/" + done.id() + "/events";
        for (int repeat = 0; repeat < 3; repeat++) {
            assertThat(server.get("/v1/jobs/" + UUID.randomUUID() + "/events").statusCode())
                    .isEqualTo(404);
            assertThat(server.send(server.request(path).header("Last-Event-ID", Long.toString(done.version())))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(server.send(server.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(200);
        }
        await().until(() -> open("lungburden.streams.open") == 0);
    }

    @Test
    void aStreamOfAFinishedJobGivesItsSlotBack() throws Exception {
        Job done = Jobs.succeeded();
        server.jobs.add(done);
        for (int repeat = 0; repeat < 5; repeat++) {
            assertThat(server.get("/v1/jobs/" + done.id() + "/events").statusCode())
                    .isEqualTo(200);
            await().until(() -> open("lungburden.streams.open") == 0);
        }
    }

    @Test
    void aWaitTooManyIsRefusedUntilAnotherEnds() throws Exception {
        String path = "/v1/jobs/" + JOB.id();
        CompletableFuture<HttpResponse<byte[]>> waiting = server.sendAsync(server.request(path + "?wait=2s"));
        await().until(() -> open("lungburden.waits.open") == 1);
        assertRefused(path + "?wait=1s", "At most 1 of your requests may wait");
        assertThat(server.get(path).statusCode()).isEqualTo(200);
        assertThat(waiting.get().statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(1)).until(() -> open("lungburden.waits.open") == 0);
        assertThat(server.get(path + "?wait=10ms").statusCode()).isEqualTo(200);
    }
}
