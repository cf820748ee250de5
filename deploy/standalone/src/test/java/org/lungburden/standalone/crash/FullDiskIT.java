package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;

/** The data directory lies on a small file system that somebody else fills while a job runs. Needs root, to mount it. */
class FullDiskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void mount() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", data.toString()), "no right to mount");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", data.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    @Test
    void refusesWhatDoesNotFitAndFinishesWhatItTook() throws Exception {
        Path study = folder.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), study);
        try (Service service =
                Service.start(folder, List.of("lungburden.segmenter=sleep:3s", "lungburden.job.first-delay=500ms"))) {
            HttpResponse<String> accepted = service.post(study).join();
            assertThat(accepted.statusCode()).isEqualTo(202);
            String job = accepted.headers().firstValue("Location").orElseThrow();
            await().atMost(PATIENCE).until(() -> service.get(job).body().contains("\"stage\":\"SEGMENTING\""));

            Path filler = data.resolve("filler");
            fill(filler);
            HttpResponse<String> refused = service.post(study).join();
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(507);
            assertThat(refused.body()).contains("\"code\":\"STORE_FULL\"");
            try (Stream<Path> unfinished = Files.list(data.resolve("artifacts").resolve(".incoming"))) {
                assertThat(unfinished).isEmpty();
            }
            // the job's own results do not fit either
            await().during(Duration.ofSeconds(6))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !service.get(job).body().contains("\"status\":\"FAILED\""));
            Files.delete(filler);

            StoredState stored = new StoredState(data);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(stored.violations()).isEmpty());
            assertThat(service.post(study).join().statusCode()).isEqualTo(202);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(stored.violations()).isEmpty());
            assertThat(stored.sql("SELECT count(*) FROM job")).containsExactly("2");
        }
    }

    private static void fill(Path filler) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
