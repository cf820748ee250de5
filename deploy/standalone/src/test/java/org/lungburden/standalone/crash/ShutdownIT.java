package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.testing.BusyMachine;

/** SIGTERM while a job runs, an upload drips and a client follows events. */
class ShutdownIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void handsTheJobBackAndIsGoneInTime() throws Exception {
        Path study = folder.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), study);
        Service service =
                Service.start(folder, List.of("lungburden.segmenter=sleep:120s", "lungburden.worker.stop-grace=2s"));
        String job = service.post(study).join().headers().firstValue("Location").orElseThrow();
        await().atMost(PATIENCE)
                .until(() -> service.get(job).body().contains("\"status\":\"RUNNING\",\"stage\":\"SEGMENTING\""));
        long begun;
        try (Socket upload =
                        request(service, "POST /v1/jobs", "Content-Length: 1000000\r\n", "PK\u0003\u0004 and no more");
                Socket events = request(service, "GET " + job + "/events", "", "")) {
            assertThat(events.getInputStream().read()).isPositive();
            begun = System.nanoTime();
            service.close();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BusyMachine.allows(LONGEST));

        try (Service again = Service.start(folder, List.of("lungburden.sweep.interval=1s"))) {
            StoredState stored = new StoredState(folder.resolve("data"));
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(stored.violations()).isEmpty());
            assertThat(stored.sql("SELECT outcome FROM attempt ORDER BY number"))
                    .containsExactly("RELEASED", "SUCCEEDED");
            assertThat(stored.sql("SELECT failures FROM job")).containsExactly("0");
            assertThat(again.get(job).statusCode()).isEqualTo(200);
        }
    }

    private static Socket request(Service service, String call, String headers, String body) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.uri("/").getPort());
        socket.getOutputStream()
                .write((call + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
