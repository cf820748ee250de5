package org.lungburden.api.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.lungburden.testing.BusyMachine;

/** A client that opens as many connections as the server takes. */
@Tag("slow")
class CrowdedDoorTest {
    private static final int MOST = 40;

    private static Socket open(ApiServer server, String request) throws IOException {
        Socket socket = RawHttp.connect(server.port());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1\r\nX: ", "GET /v1/model HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void silentConnectionsMakeRoomAndBusyOnesStay(String request) throws Exception {
        try (ApiServer server = ApiServer.start(
                Map.of("server.tomcat.max-connections", MOST, "server.tomcat.accept-count", 2 * MOST))) {
            Job job = Jobs.running();
            server.jobs.add(job);
            byte[] study = Studies.nifti(1000);
            Socket upload = open(
                    server,
                    "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + study.length
                            + "\r\n\r\n");
            upload.getOutputStream().write(study, 0, ContentSniffer.HEAD_BYTES);
            await().until(() -> server.artifacts.puts() == 1);
            Socket waiting = open(
                    server,
                    "GET /v1/jobs/" + job.id() + "?wait=20s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            List<Socket> silent = new ArrayList<>();
            for (int n = 0; n < MOST + 10; n++) {
                silent.add(open(server, request));
            }
            long begun = System.nanoTime();
            assertThat(server.get("/v1/jobs").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(BusyMachine.allows(Duration.ofSeconds(12)));

            upload.getOutputStream().write(study, ContentSniffer.HEAD_BYTES, study.length - ContentSniffer.HEAD_BYTES);
            assertThat(new String(upload.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 202");
            server.jobs.change(job.id(), now -> Jobs.moved(now, JobStatus.CANCELLED));
            assertThat(new String(waiting.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }
}
