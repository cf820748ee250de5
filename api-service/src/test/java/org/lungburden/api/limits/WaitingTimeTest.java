package org.lungburden.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessScope;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.JobPriority;
import org.lungburden.job.upkeep.Backlog;

/** Studies that would wait for too long are refused before their bodies. */
@Tag("slow")
class WaitingTimeTest {
    private static final String OWNER = "cohort";
    private static final String BATCH = "?priority=batch";
    private static ApiServer server;
    private static String key = "";

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of("lungburden.auth", "keys", "lungburden.limits.waiting-time", "1h"));
        key = "Bearer " + server.keys.create(OWNER, AccessScope.SUBMIT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** One worker takes a minute for each of so many jobs of the owner's batches. */
    private static Backlog backlog(int jobs) {
        List<Backlog.Place> places =
                Collections.nCopies(jobs, new Backlog.Place(new UUID(0, 0), Duration.ofMinutes(-1)));
        return new Backlog(
                List.of(new Backlog.Line(new Waiting(OWNER, JobPriority.BATCH, 1), places)),
                0,
                1,
                Duration.ofMinutes(1));
    }

    private static HttpRequest.Builder request(String query) {
        return server.request("/v1/jobs" + query)
                .header("Authorization", key)
                .POST(BodyPublishers.ofByteArray(Studies.zip("a")));
    }

    private static int status(String query) throws Exception {
        return server.send(request(query)).statusCode();
    }

    private static void awaitStatus(String query, int status) {
        await().atMost(Duration.ofSeconds(20)).until(() -> status(query) == status);
    }

    @Test
    void whatWouldWaitForTooLongIsRefusedUntilTheQueueIsShorter() throws Exception {
        HttpRequest.Builder keyed = request(BATCH).header("Idempotency-Key", "first");
        String first = job(server.send(keyed));
        server.backlog = backlog(65);
        awaitStatus(BATCH, 429);
        HttpResponse<byte[]> refused = server.send(request(BATCH));
        assertThat(ApiServer.json(refused).get("code").asString()).isEqualTo("QUEUE_FULL");
        assertThat(ApiServer.text(refused)).contains("66 minutes").contains("60 minutes");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("330");
        assertThat(status("")).as("interactive").isEqualTo(202);

        assertThat(job(server.send(keyed))).as("repeated").isEqualTo(first);
        HttpRequest.Builder another = request(BATCH).header("Idempotency-Key", "second");
        assertThat(server.send(another).statusCode()).isEqualTo(429);
        assertNoBodyIsAskedFor();

        server.backlog = new Backlog(backlog(65).lines(), 0, 0, null);
        awaitStatus(BATCH, 202);
        assertThat(job(server.send(another))).as("a refusal frees the key").isNotEqualTo(first);
        server.backlog = backlog(60);
        awaitStatus(BATCH, 429);
        server.backlog = backlog(59);
        awaitStatus(BATCH, 202);
    }

    private static String job(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(202);
        return ApiServer.json(answer).get("id").asString();
    }

    private static void assertNoBodyIsAskedFor() throws Exception {
        try (Socket socket = RawHttp.connect(server.port())) {
            String head = "POST /v1/jobs" + BATCH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + key
                    + "\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.readLine()).startsWith("HTTP/1.1 429");
        }
    }
}
