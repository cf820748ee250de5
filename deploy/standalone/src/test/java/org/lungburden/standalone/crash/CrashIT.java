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
import org.junit.jupiter.params.provider.EnumSource;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;

/**
 * SIGKILL in each stage and between any two of: artifact written, transaction committed, queue told. What the service
 * makes of it at its next start is read by SQL. All tests share one data directory, as one disk sees many crashes.
 */
class CrashIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static Path study;
    private static Service service;

    @BeforeAll
    static void start() throws IOException {
        study = folder.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), study);
        service = Service.start(folder, quickly());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        service.close();
        await().atMost(PATIENCE).until(() -> !Service.leavesProcess(folder));
    }

    /** Nothing of this changes what happens, only how soon. */
    static List<String> quickly() {
        return List.of(
                "lungburden.job.first-delay=100ms",
                "lungburden.worker.idle-poll=1s",
                "lungburden.purge.interval=200ms",
                "lungburden.purge.second-round=500ms",
                "lungburden.sweep.interval=1s");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETION_COMMITTED")
    void nothingIsLostDoubledOrLeftOver(StopPoint point) throws Exception {
        int before = jobs();
        service.arm(point);
        CompletableFuture<HttpResponse<String>> answer = service.post(study);
        service.awaitStop();
        boolean accepted = answer.isDone() && answer.get().statusCode() == 202;

        restart();

        settled();
        int more = jobs() - before;
        assertThat(more).isEqualTo(point == StopPoint.UPLOAD_STORED ? 0 : 1);
        assertThat(accepted && more == 0).as("an accepted job is lost").isFalse();
    }

    @Test
    void aDeletionIsCarriedOutThoughNobodyWasTold() throws Exception {
        HttpResponse<String> posted = service.post(study).join();
        String id = posted.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
        settled();
        int before = jobs();
        service.arm(StopPoint.DELETION_COMMITTED);
        service.delete(id);
        service.awaitStop();

        restart();

        settled();
        assertThat(jobs()).isEqualTo(before - 1);
        assertThat(service.get("/v1/jobs/" + id).statusCode()).isEqualTo(404);
    }

    private static void restart() throws IOException, InterruptedException {
        service.kill();
        service = Service.start(folder, quickly());
    }

    private static int jobs() throws Exception {
        return Integer.parseInt(stored().sql("SELECT count(*) FROM job").get(0));
    }

    private static StoredState stored() {
        return new StoredState(folder.resolve("data"));
    }

    private static void settled() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(stored().violations()).isEmpty());
    }

    @Test
    void killedPostmasterComesBackAndTheJobIsFinished() throws Exception {
        service.arm(StopPoint.SEGMENTING);
        assertThat(service.post(study).join().statusCode()).isEqualTo(202);
        service.awaitStop();

        assertThat(stored().postmaster().destroyForcibly()).isTrue();
        service.disarm();

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> service.get("/v1/jobs").statusCode() == 200);
        settled();
    }
}
