package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;

/**
 * SIGKILL while corrected labels come, are measured and become a result, and while an image is made: the task is taken up
 * again by the next service, and nothing is lost, doubled or left over.
 */
class TaskCrashIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static String job = "";
    private static Service service;

    @BeforeAll
    static void start() throws Exception {
        Path study = folder.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), study);
        service = Service.start(folder, CrashIT.quickly());
        job = service.post(study).join().headers().firstValue("Location").orElseThrow();
        settled();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        service.close();
        await().atMost(PATIENCE).until(() -> !Service.leavesProcess(folder));
    }

    /** Every body is the automatic labels: what counts here is that each is there once. */
    @ParameterizedTest
    @CsvSource({"UPLOAD_STORED, 0", "MEASURING, 1", "RESULT_STORED, 1"})
    void aCorrectionIsNeitherLostNorDoubled(StopPoint point, int more) throws Exception {
        int before = revisions();
        byte[] labels = service.bytes(job + "/artifacts/labels.nii.gz");
        service.arm(point);
        CompletableFuture<HttpResponse<String>> answer =
                service.post(job + "/revisions?base=" + before, "application/gzip", labels);
        service.awaitStop();
        boolean accepted = answer.isDone() && answer.get().statusCode() == 202;

        restart();

        settled();
        assertThat(revisions()).isEqualTo(before + more);
        assertThat(accepted && more == 0).as("an accepted revision is lost").isFalse();
        assertThat(sql("SELECT count(*) FROM task WHERE status <> 'SUCCEEDED'")).containsExactly("0");
    }

    @Test
    void anImageIsMadeOnceThoughItsFirstWorkerWasKilled() throws Exception {
        service.arm(StopPoint.RESULT_STORED);
        assertThat(service.post(job + "/image", "application/json", new byte[0])
                        .join()
                        .statusCode())
                .isEqualTo(202);
        service.awaitStop();

        restart();

        settled();
        assertThat(sql("SELECT count(*) FROM artifact WHERE name = 'image.nii.gz'"))
                .containsExactly("1");
        assertThat(sql("SELECT status || ' ' || attempt FROM task WHERE kind = 'IMAGE'"))
                .containsExactly("SUCCEEDED 2");
        assertThat(service.bytes(job + "/artifacts/image.nii.gz")).isNotEmpty();
    }

    private static void restart() throws IOException, InterruptedException {
        service.kill();
        service = Service.start(folder, CrashIT.quickly());
    }

    private static int revisions() throws Exception {
        return Integer.parseInt(sql("SELECT count(*) FROM revision").get(0));
    }

    private static List<String> sql(String query) throws Exception {
        return new StoredState(folder.resolve("data")).sql(query);
    }

    private static void settled() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(new StoredState(folder.resolve("data")).violations())
                        .isEmpty());
    }
}
