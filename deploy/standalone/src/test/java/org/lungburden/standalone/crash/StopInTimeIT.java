package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.standalone.service.DataDirectory;
import org.lungburden.standalone.service.StandaloneService;
import org.lungburden.testing.BusyMachine;

/** The default grace times together: nobody who uses them up holds up the end of the process beyond 30 s. */
class StopInTimeIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void endsWhileAJobRunsAStudyDripsInAndClientsWait() throws Exception {
        Path data = folder.resolve("data");
        StandaloneService service =
                StandaloneService.start(DataDirectory.open(data), 0, Map.of("lungburden.segmenter", "sleep:120s"));
        String job = post(service);
        await().atMost(PATIENCE).until(() -> get(service, job).join().body().contains("\"stage\":\"SEGMENTING\""));
        try (Socket upload = new Socket("127.0.0.1", service.uri().getPort())) {
            Thread drip = drip(upload);
            CompletableFuture<HttpResponse<String>> events = get(service, job + "/events");
            CompletableFuture<HttpResponse<String>> waiting = get(service, job + "?wait=60s");
            await().atMost(PATIENCE).until(() -> incoming(data) == 1);

            long begun = System.nanoTime();
            // a thread of its own: the client's futures need the common pool, which may have but one
            Thread closing = new Thread(() -> close(service), "close");
            closing.start();
            Duration atOnce = BusyMachine.allows(AT_ONCE);
            events.get(atOnce.toSeconds(), TimeUnit.SECONDS);
            assertThat(waiting.get(atOnce.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
            closing.join();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BusyMachine.allows(LONGEST));
            drip.join();
        }

        try (StandaloneService again = StandaloneService.start(
                DataDirectory.open(data),
                0,
                Map.of("lungburden.segmenter", "none", "lungburden.sweep.interval", "1s"))) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(
                            () -> assertThat(new StoredState(data).violations()).isEmpty());
            assertThat(new StoredState(data).sql("SELECT outcome FROM attempt ORDER BY number"))
                    .containsExactly("RELEASED", "SUCCEEDED");
            assertThat(new StoredState(data).sql("SELECT failures FROM job")).containsExactly("0");
        }
    }

    private String post(StandaloneService service) throws Exception {
        Path study = folder.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), study);
        HttpRequest request = HttpRequest.newBuilder(service.uri().resolve("/v1/jobs"))
                .POST(BodyPublishers.ofFile(study))
                .build();
        return client.send(request, BodyHandlers.ofString())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private CompletableFuture<HttpResponse<String>> get(StandaloneService service, String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(service.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    /** Never silent for long enough to be given up as dead. */
    private static Thread drip(Socket upload) throws IOException {
        upload.getOutputStream()
                .write("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nPK\u0003\u0004"
                        .getBytes(StandardCharsets.ISO_8859_1));
        upload.getOutputStream().write(new byte[1000]);
        return DaemonThreads.start("drip", () -> {
            try {
                while (true) {
                    upload.getOutputStream().write(1);
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            } catch (IOException | InterruptedException cutOff) {
                return;
            }
        });
    }

    private static long incoming(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("artifacts/.incoming"))) {
            return files.count();
        }
    }

    private static void close(StandaloneService service) {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
