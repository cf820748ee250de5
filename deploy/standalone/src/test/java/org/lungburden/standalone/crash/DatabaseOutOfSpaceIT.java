package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.standalone.service.DataDirectory;
import org.lungburden.standalone.service.StandaloneService;

/**
 * Uploads, results, working copies, the log and the database on one small disk of their own that is filled to its last
 * block. Needs root, for the mount.
 */
class DatabaseOutOfSpaceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /** A start that began while the disk was full may be given up only when its minute is over. */
    private static final Duration RESTART = Duration.ofSeconds(100);
    /** Nothing of this changes what happens, only how soon. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "lungburden.segmenter", "sleep:2s",
            "lungburden.job.first-delay", "200ms",
            "lungburden.job.max-delay", "1s",
            "lungburden.job.lease", "6s",
            "lungburden.job.renewal", "2s",
            "lungburden.sweep.interval", "1s",
            "lungburden.sweep.grace", "1s");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path disk;
    private Path data;
    private Path study;
    private StandaloneService service;

    @BeforeEach
    void start() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk.toString()),
                "a disk can be mounted here");
        data = disk.resolve("data");
        study = folder.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), study);
        service = StandaloneService.start(DataDirectory.open(data), 0, SETTINGS);
    }

    @AfterEach
    void stop() throws Exception {
        try {
            if (service != null) {
                service.close();
            }
        } finally {
            if (!command("umount", disk.toString())) {
                command("umount", "--lazy", disk.toString());
            }
        }
    }

    @Test
    void refusesStudiesKeepsJobsAndRecovers() throws Exception {
        String before = accepted();
        await().atMost(PATIENCE).until(() -> status(before).equals("SUCCEEDED"));
        String running = accepted();
        await().atMost(PATIENCE).until(() -> get("/v1/jobs/" + running).body().contains("\"stage\":\"SEGMENTING\""));
        fill();

        refused();
        assertThat(get("/v1/jobs/" + before + "/result").statusCode()).isEqualTo(200);
        assertThat(get("/v1/jobs/" + before + "/artifacts/labels.nii.gz").statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> endings(running).contains("DEPENDENCY_FAILED"));
        refused();

        databaseRunsOutOfLog();
        await().atMost(PATIENCE).until(() -> get("/v1/jobs").statusCode() == 503);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        Files.delete(disk.resolve("filler"));

        await().atMost(RESTART).until(() -> get("/v1/jobs").statusCode() == 200);
        String after = accepted();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> assertThat(new StoredState(data).violations()).isEmpty());
        assertThat(new StoredState(data).sql("SELECT id FROM job")).containsExactlyInAnyOrder(before, running, after);
        assertThat(new StoredState(data).sql("SELECT id FROM job WHERE failures > 1"))
                .isEmpty();
    }

    /** Told as what it is, and without a trace. */
    private void refused() throws Exception {
        HttpResponse<String> answer = post();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
        assertThat(answer.body()).contains("\"STORE_FULL\"");
        try (Stream<Path> incoming = Files.list(data.resolve("artifacts/.incoming"))) {
            assertThat(incoming).isEmpty();
        }
    }

    private String accepted() throws Exception {
        HttpResponse<String> answer = post();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    }

    private String status(String job) throws Exception {
        return get("/v1/jobs/" + job).body().replaceFirst(".*\"status\":\"([A-Z]+)\".*", "$1");
    }

    private List<String> endings(String job) throws IOException, SQLException {
        return new StoredState(data).sql("SELECT code FROM attempt WHERE job_id = '" + job + "'");
    }

    /** More than a segment of write-ahead log: the next one cannot be made, and the server ends in a panic. */
    private void databaseRunsOutOfLog() throws IOException {
        try {
            new StoredState(data)
                    .sql(
                            "SELECT pg_logical_emit_message(false, 'fill', repeat('x', 1000000)) FROM generate_series(1, 200)");
        } catch (SQLException panic) {
            return;
        }
        throw new AssertionError("the database found more space");
    }

    private void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private HttpResponse<String> post() throws Exception {
        return client.send(
                HttpRequest.newBuilder(service.uri().resolve("/v1/jobs"))
                        .POST(BodyPublishers.ofFile(study))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(service.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
