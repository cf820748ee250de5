package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;
import org.lungburden.artifact.file.FileArtifactStore;
import org.springframework.util.unit.DataSize;

/** Clients that go away in the middle of an upload, against the store of real files. */
class BrokenOffTest {
    private static final byte[] STUDY = Studies.nifti(300_000);

    @TempDir
    private Path folder;

    private ApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = ApiServer.start(1 << 20, new FileArtifactStore(folder, DataSize.ofBytes(1)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the head and a part of the study, waits until the store has begun a file, and goes away. */
    private void breakOff(String head, byte[] part, boolean reset) throws Exception {
        try (Socket socket = RawHttp.connect(server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(part);
            out.flush();
            await().atMost(Duration.ofSeconds(10)).until(() -> !files().isEmpty());
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(files()).isEmpty());
        assertThat(server.jobs.size()).isZero();
    }

    private static byte[] half() {
        return Arrays.copyOf(STUDY, STUDY.length / 2);
    }

    @Test
    void aBodyShorterThanItsLengthLeavesNothing() throws Exception {
        String head = "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + STUDY.length + "\r\n\r\n";
        breakOff(head, half(), false);
        breakOff(head, half(), true);
    }

    @Test
    void chunksWithoutTheLastLeaveNothing() throws Exception {
        String head = "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(STUDY.length / 2) + "\r\n";
        breakOff(head, half(), false);
        breakOff(head, half(), true);
    }

    @Test
    void aFormWithoutItsEndLeavesNothing() throws Exception {
        byte[] form = Studies.form("study", STUDY);
        String head = "POST /v1/jobs/form HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary="
                + Studies.BOUNDARY + "\r\nContent-Length: " + form.length + "\r\n\r\n";
        breakOff(head, Arrays.copyOf(form, form.length / 2), false);
    }

    @Test
    void aWholeUploadStays() throws Exception {
        assertThat(server.post("/v1/jobs", "application/octet-stream", STUDY).statusCode())
                .isEqualTo(202);
        assertThat(files()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(STUDY));
    }
}
