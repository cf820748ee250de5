package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;

/** Uploads that never end by themselves. */
@Tag("slow")
class SlowUploadsTest {
    private static final byte[] STUDY = Studies.nifti(1000);

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs, application/octet-stream, 1s, 1h, slower than 16384 bytes a second",
        "/v1/jobs/form, multipart/form-data; boundary=b, 1s, 1h, slower than 16384 bytes a second",
        "/v1/jobs, application/octet-stream, 2s, 2s, at most 2 seconds"
    })
    void isToldWhyAndLeavesNothing(String path, String type, String window, String deadline, String why)
            throws Exception {
        try (ApiServer server = ApiServer.start(Map.of(
                        "lungburden.upload.rate-window", window,
                        "lungburden.upload.deadline", deadline));
                Socket socket = RawHttp.connect(server.port())) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                    + "\r\nIdempotency-Key: k\r\nContent-Length: 1000000\r\n\r\n";
            String part = "--b\r\nContent-Disposition: form-data; name=\"study\"\r\n\r\n";
            socket.getOutputStream()
                    .write((head + (type.contains("b") && path.endsWith("form") ? part : ""))
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(STUDY);
            Thread trickle = new Thread(() -> trickle(socket), "trickle");
            trickle.start();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            trickle.join();
            assertThat(answer).startsWith("HTTP/1.1 408").contains("Connection: close", "\"REQUEST_TIMEOUT\"", why);
            assertThat(server.artifacts.isEmpty()).isTrue();
            assertThat(server.jobs.size()).isZero();
            assertThat(server.post("/v1/jobs", "application/octet-stream", STUDY)
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    private static void trickle(Socket socket) {
        try {
            for (int n = 0; n < 100; n++) {
                socket.getOutputStream().write(n);
                Thread.sleep(100);
            }
        } catch (IOException e) {
            // The server has closed the connection.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
