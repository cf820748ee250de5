package org.lungburden.api.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.testing.BusyMachine;

/** Answers that leave the request's body unread: the client can read them, and nothing waits for the rest. */
class EarlyAnswersTest {
    private static final int THREADS = 10;

    private static String head(String call, String headers) {
        return call + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a byte each 100 ms until the server has reset the connection; returns how long that took. */
    private static Duration trickle(Socket socket) throws InterruptedException {
        long begun = System.nanoTime();
        Duration taken = Duration.ZERO;
        while (taken.toSeconds() < 20) {
            try {
                socket.getOutputStream().write('x');
            } catch (IOException e) {
                break;
            }
            Thread.sleep(100);
            taken = Duration.ofNanos(System.nanoTime() - begun);
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({
        "POST /v1/jobs, Content-Type: text/plain, 415",
        "POST /v1/nowhere, Content-Type: application/zip, 404",
        "POST /v1/model, Content-Type: application/zip, 405",
        "POST /v1/jobs?referense=x, Content-Type: application/zip, 400",
        "GET /v1/jobs, Content-Type: application/zip, 200",
        "DELETE /v1/jobs/7a8db1f2-0000-4000-8000-000000000000, Content-Type: application/x-www-form-urlencoded, 404",
        "POST /v1/jobs/7a8db1f2-0000-4000-8000-000000000000/cancel, Content-Type: application/x-www-form-urlencoded, 404",
        "POST /v1/jobs, Accept: text/csv, 406",
        "P{ST /v1/jobs, Content-Type: application/zip, 400",
        "POST /v1/jobs?a=\u0001, Content-Type: application/zip, 400"
    })
    void theAnswerComesFirstAndTheConnectionCloses(String call, String header, int status) throws Exception {
        for (String body : List.of("Content-Length: 900000\r\n", "Transfer-Encoding: chunked\r\n")) {
            try (Socket socket = RawHttp.connect(ApiServer.shared().port())) {
                send(socket, head(call, header + "\r\n" + body));
                send(socket, body.startsWith("C") ? "x" : "10000\r\nx");
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Connection: close");
                assertThat(answer).endsWith("}");
            }
        }
    }

    @Test
    void aBodyThatTricklesOnIsCutOff() throws Exception {
        try (Socket socket = RawHttp.connect(ApiServer.shared().port())) {
            send(socket, head("POST /v1/jobs", "Content-Type: text/plain\r\nContent-Length: 900000\r\n"));
            assertThat(trickle(socket)).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3500));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 415");
        }
    }

    @Test
    void aClientThatReadsOnlyAfterAMegabyteGetsItsProblem() throws Exception {
        for (int repeat = 0; repeat < 20; repeat++) {
            try (Socket socket = RawHttp.connect(ApiServer.shared().port())) {
                send(socket, head("POST /v1/jobs", "Content-Type: text/plain\r\nContent-Length: 1000000\r\n"));
                socket.getOutputStream().write(new byte[1_000_000]);
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 415").contains("UNSUPPORTED_MEDIA_TYPE");
            }
        }
    }

    @Test
    void nothingIsReadBeyondTheLimit() throws Exception {
        try (Socket socket = RawHttp.connect(ApiServer.shared().port())) {
            send(socket, head("POST /v1/jobs", "Content-Type: text/plain\r\nContent-Length: 500000000\r\n"));
            OutputStream out = socket.getOutputStream();
            long sent = 0;
            try {
                while (sent < 500_000_000) {
                    out.write(new byte[65_536]);
                    sent += 65_536;
                }
            } catch (IOException e) {
                // The server has closed. The kernels' buffers hold up to some 10 MB that nobody read.
                assertThat(sent).isLessThan(50_000_000);
                return;
            }
            throw new AssertionError("the server reads everything");
        }
    }

    @Test
    void anUnaskedBodyIsNotAskedFor() throws Exception {
        try (Socket socket = RawHttp.connect(ApiServer.shared().port())) {
            String expecting = "Expect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n";
            send(socket, head("POST /v1/jobs", expecting));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 415").doesNotContain("HTTP/1.1 100");
        }
    }

    @Test
    void aReadBodyLeavesTheConnectionOpen() throws Exception {
        try (Socket socket = RawHttp.connect(ApiServer.shared().port())) {
            for (int repeat = 0; repeat < 3; repeat++) {
                send(socket, head("POST /v1/jobs", "Content-Type: application/zip\r\nContent-Length: 5\r\n") + "hello");
                assertThat(answer(socket.getInputStream()))
                        .startsWith("HTTP/1.1 422")
                        .doesNotContain("close");
            }
        }
    }

    /** One answer with a chunked or counted body, as far as it arrives at once. */
    private static String answer(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("}") && !answer.toString().endsWith("0\r\n\r\n")) {
            int count = in.read(buffer);
            assertThat(count).as("%s", answer).isPositive();
            answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    @Test
    void manyTricklingBodiesHoldNoThread() throws Exception {
        try (ApiServer server = ApiServer.start(Map.of("server.tomcat.threads.max", THREADS))) {
            assertThat(server.get("/v1/jobs").statusCode()).as("warm").isEqualTo(200);
            List<Socket> clients = new ArrayList<>();
            for (int client = 0; client < 31 * THREADS; client++) {
                Socket socket = RawHttp.connect(server.port());
                clients.add(socket);
                String declared = client % 2 == 0 ? "text/plain" : "application/x-www-form-urlencoded";
                String call = client % 3 == 0 ? "POST /v1/jobs/" + UUID.randomUUID() + "/cancel" : "POST /v1/jobs";
                send(socket, head(call, "Content-Type: " + declared + "\r\nContent-Length: 100000\r\n") + "x");
            }
            for (int ask = 0; ask < 10; ask++) {
                long begun = System.nanoTime();
                assertThat(server.get("/v1/jobs").statusCode()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isLessThan(BusyMachine.allows(Duration.ofSeconds(1)));
            }
            for (Socket socket : clients) {
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isIn("HTTP/1.1 415", "HTTP/1.1 404");
                socket.close();
            }
        }
    }

    @Test
    void aHeadThatTricklesEndsWithItsTime() throws Exception {
        try (ApiServer server = ApiServer.start(Map.of("server.tomcat.connection-timeout", "1s"));
                Socket socket = RawHttp.connect(server.port())) {
            send(socket, "GET /v1/jobs HTTP/1.1\r\nHost: ");
            assertThat(trickle(socket)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
        }
    }
}
