package org.lungburden.api.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Sha256;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.testing.BusyMachine;

/** Clients that ask for much and read nothing, or read slowly. */
class SlowReadersTest {
    private static final int THREADS = 12;
    private static final int CLIENTS = 60;
    private static final byte[] LARGE = new byte[8 << 20];

    private static ApiServer start() {
        return ApiServer.start(Map.of("server.tomcat.threads.max", THREADS, "lungburden.download.max-concurrent", 3));
    }

    private static Socket ask(ApiServer server, String requests) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Each client sends so many requests at once that no buffer holds the answers. */
    @Test
    void clientsThatNeverReadLeaveThreadsToTheOthers() throws Exception {
        try (ApiServer server = start()) {
            List<Socket> silent = new ArrayList<>();
            for (int n = 0; n < CLIENTS; n++) {
                silent.add(ask(server, get("/v3/api-docs").repeat(100)));
            }
            long begun = System.nanoTime();
            assertThat(server.get("/v1/jobs").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(BusyMachine.allows(Duration.ofSeconds(6)));
            close(silent);
        }
    }

    private static String file(ApiServer server) {
        Job done = Jobs.succeeded();
        String key = ArtifactKeys.file(done.id(), 1, null, "large");
        server.jobs.add(done);
        server.jobs.addResult(
                done.id(),
                "{}",
                List.of(new JobArtifact("large", key, "application/gzip", LARGE.length, Sha256.hex(LARGE))));
        server.artifacts.add(key, LARGE);
        return "/v1/jobs/" + done.id() + "/artifacts/large";
    }

    @Test
    void downloadsAreLimitedAndAreNotCut() throws Exception {
        try (ApiServer server = start()) {
            String path = file(server);
            List<Socket> downloads = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                downloads.add(ask(server, get(path).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")));
            }
            for (Socket download : downloads) {
                assertThat(new String(download.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
            assertThat(server.get(path).statusCode()).isEqualTo(503);
            assertThat(server.get(path).headers().firstValue("Retry-After")).isPresent();
            assertThat(server.send(server.request(path).method("HEAD", BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(200);
            for (Socket download : downloads) {
                assertThat(drained(download.getInputStream())).isGreaterThan(LARGE.length);
            }
            assertThat(server.get(path).statusCode()).isEqualTo(200);
            close(downloads);
        }
    }

    private static long drained(InputStream in) throws IOException {
        long bytes = 0;
        byte[] chunk = new byte[1 << 16];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            bytes += count;
        }
        return bytes;
    }
}
