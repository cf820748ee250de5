package org.lungburden.api.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;
import org.lungburden.archive.ContentSniffer;
import org.springframework.core.env.Environment;

/** Health and metrics on a port of their own. */
class ManagementTest {
    private static final int THREADS = 4;

    @Test
    void answersWhileTheApisOwnThreadsAreAllHeld() throws Exception {
        try (ApiServer server = ApiServer.start(Map.of(
                "management.server.port",
                0,
                "management.server.address",
                "127.0.0.1",
                "server.tomcat.threads.max",
                THREADS))) {
            assertThat(server.get("/actuator/health").statusCode()).isEqualTo(404);
            List<Socket> uploads = new ArrayList<>();
            for (int n = 0; n < THREADS; n++) {
                Socket upload = RawHttp.connect(server.port());
                uploads.add(upload);
                upload.getOutputStream()
                        .write("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                upload.getOutputStream().write(Studies.nifti(1000), 0, ContentSniffer.HEAD_BYTES);
            }
            await().until(() -> server.artifacts.puts() == THREADS);
            String port = server.bean(Environment.class).getRequiredProperty("local.management.port");
            for (String path : List.of("health/liveness", "health/readiness", "prometheus")) {
                HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                HttpResponse<String> told = HttpClient.newHttpClient().send(ask, HttpResponse.BodyHandlers.ofString());
                assertThat(told.statusCode()).as(path).isEqualTo(200);
            }
            for (Socket upload : uploads) {
                upload.close();
            }
        }
    }
}
