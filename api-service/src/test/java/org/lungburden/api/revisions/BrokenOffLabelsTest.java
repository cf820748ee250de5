package org.lungburden.api.revisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.LabelFiles;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.artifact.file.FileArtifactStore;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.springframework.util.unit.DataSize;

/** The network is cut while corrected labels come: there is a whole revision or none. */
class BrokenOffLabelsTest {
    private static final byte[] LABELS = LabelFiles.gzip(LabelFiles.labels());

    @TempDir
    private Path folder;

    private final Job job = Jobs.succeeded();
    private ApiServer server;

    @BeforeEach
    void start() throws IOException {
        FileArtifactStore store = new FileArtifactStore(folder, DataSize.ofBytes(1));
        server = ApiServer.start(1 << 20, store);
        String key = "jobs/" + job.id() + "/1/labels.nii.gz";
        String sha256 =
                store.put(key, new ByteArrayInputStream(LABELS), LABELS.length).sha256();
        server.jobs.add(job);
        server.jobs.addResult(
                job.id(),
                "{}",
                List.of(new JobArtifact("labels.nii.gz", key, "application/gzip", LABELS.length, sha256)));
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

    private String path() {
        return "/v1/jobs/" + job.id() + "/revisions";
    }

    /** @param missing bytes at the end that never come; with 1 the labels are whole, but not the gzip's checksum */
    @ParameterizedTest
    @CsvSource({"40, false", "40, true", "1, false", "1, true"})
    void labelsWithoutTheirEndLeaveNothing(int missing, boolean reset) throws Exception {
        String head = "POST " + path() + "?base=0 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/gzip\r\n"
                + "Content-Length: " + LABELS.length + "\r\n\r\n";
        try (Socket socket = RawHttp.connect(server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(LABELS, 0, LABELS.length - missing);
            out.flush();
            await().atMost(Duration.ofSeconds(10)).until(() -> files().size() == 2);
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(files()).hasSize(1));
        assertThat(server.revisions.list(Jobs.OWNER, job.id())).isEmpty();
    }

    @Test
    void wholeLabelsStay() throws Exception {
        assertThat(server.post(path() + "?base=0", "application/gzip", LABELS).statusCode())
                .isEqualTo(202);
        assertThat(files()).hasSize(2);
        assertThat(server.revisions.list(Jobs.OWNER, job.id())).hasSize(1);
    }
}
