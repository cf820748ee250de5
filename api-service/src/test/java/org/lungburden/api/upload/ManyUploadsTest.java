package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lungburden.api.ApiDefaults;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.testing.BusyMachine;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Clients that trickle their studies leave room for those who ask. */
class ManyUploadsTest {
    private static final byte[] STUDY = Studies.nifti(1000);
    /** The service looks at the first bytes before it stores any. */
    private static final int BEGIN = ContentSniffer.HEAD_BYTES;

    private static final int SLOW = 200;

    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    @Test
    void pollsAreQuickBesideSlowUploadsWhichAllArrive() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int n = 0; n < SLOW; n++) {
                clients.add(trickle());
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> server.artifacts.puts() == SLOW);
            for (int n = 0; n < 20; n++) {
                long start = System.nanoTime();
                HttpResponse<byte[]> poll = server.get("/v1/jobs");
                assertThat(poll.statusCode()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(BusyMachine.allows(Duration.ofSeconds(2)));
            }
            for (Socket client : clients) {
                client.getOutputStream().write(STUDY, BEGIN, STUDY.length - BEGIN);
            }
            for (Socket client : clients) {
                assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 202");
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        assertThat(server.jobs.size()).isEqualTo(SLOW);
    }

    private Socket trickle() throws IOException {
        Socket client = RawHttp.connect(server.port());
        client.getOutputStream()
                .write(("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + STUDY.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(STUDY, 0, BEGIN);
        return client;
    }

    @Test
    void uploadsNeverTakeAllThreads() {
        int uploads = new Binder(new MapConfigurationPropertySource(java.util.Map.of()))
                .bindOrCreate("lungburden.upload", UploadSettings.class)
                .maxConcurrent();
        int threads = Integer.parseInt(String.valueOf(ApiDefaults.properties().get("server.tomcat.threads.max")));
        assertThat(uploads).isGreaterThanOrEqualTo(200).isLessThan(threads);
    }
}
