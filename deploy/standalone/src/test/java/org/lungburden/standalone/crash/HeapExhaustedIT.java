package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;

/** The service ends when memory runs out, whichever thread finds it out, and the next one finishes what it left. */
class HeapExhaustedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** Voxels that the heap of 512 MB cannot hold even alone. */
    private static final long MORE_THAN_THE_HEAP = 700L << 20;
    /** Voxels that it holds, but not with their labels and what the network makes of them. */
    private static final long MORE_THAN_THE_REST = 300L << 20;

    /** NIfTI-1: dim[3], pixdim[3] and srow_z[2]. */
    private static final int SLICES_AT = 46;

    private static final int[] SPACING_AT = {88, 320};
    private static final int VOXELS_AT = 352;

    private static final List<String> SETTINGS =
            List.of("lungburden.job.max-failures=2", "lungburden.job.first-delay=100ms");

    @TempDir
    private Path folder;

    private final List<String> jobs = new ArrayList<>();

    @Test
    void aStudyThatTheHeapCannotHoldIsRefusedAndTheNextIsServed() throws Exception {
        Path good = phantom();
        Path large = enlarged(good, MORE_THAN_THE_REST);
        try (Service service = Service.start(folder, SETTINGS)) {
            String job = posted(service, large);
            Files.delete(large);
            awaitFailure(service, job);
            assertThat(service.get(job).body())
                    .contains("The study takes ")
                    .contains(" MB of heap, and the worker has 512 MB");

            awaitSuccess(service, posted(service, good));
        }
    }

    /** As when the estimate is too low. */
    @Test
    void aStudyThatFillsTheHeapFailsInTheEndAndTheNextIsServed() throws Exception {
        Path good = phantom();
        Path large = enlarged(good, MORE_THAN_THE_HEAP);
        String job;
        try (Service service = Service.start(folder, tried())) {
            service.arm(StopPoint.DECODING);
            job = posted(service, large);
            service.disarm();
            assertThat(service.exitCode()).isEqualTo(Service.HEAP_FULL);
        }
        Files.delete(large);
        try (Service service = Service.start(folder, afterFullHeap())) {
            assertThat(service.exitCode()).isEqualTo(Service.HEAP_FULL);
        }
        try (Service service = Service.start(folder, afterFullHeap())) {
            awaitFailure(service, job);

            awaitSuccess(service, posted(service, good));
        }
    }

    @ParameterizedTest
    @CsvSource({"HEAP, 3", "BESIDE_THE_HEAP, 75"})
    void noJobIsLostWhenTheThreadThatHearsOfRequestsDies(PollerWithoutMemory.Kind kind, int exitCode) throws Exception {
        Path good = phantom();
        Path noMemory = folder.resolve("no-memory");
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.add(PollerWithoutMemory.PROPERTY + "=" + noMemory);
        try (Service service = Service.start(folder, settings)) {
            service.arm(StopPoint.SEGMENTING);
            jobs.add(posted(service, good));
            service.awaitStop();
            jobs.add(posted(service, good));
            kind.arm(noMemory);
            assertThat(service.exitCodeAfter("/v1/jobs")).isEqualTo(exitCode);
            service.disarm();
        }
        Files.delete(noMemory);
        try (Service service = Service.start(folder, settings)) {
            for (String job : jobs) {
                awaitSuccess(service, job);
            }
            assertThat(service.get(jobs.get(0)).body()).contains("\"attempt\":2");
            assertThat(service.get(jobs.get(1)).body()).contains("\"attempt\":1");
            awaitSuccess(service, posted(service, good));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(new StoredState(folder.resolve("data")).violations())
                            .isEmpty());
        }
    }

    private static void awaitFailure(Service service, String job) throws IOException, InterruptedException {
        await().atMost(PATIENCE).until(() -> service.get(job).body().contains("\"status\":\"FAILED\""));
        assertThat(service.get(job).body())
                .contains("\"code\":\"OUT_OF_MEMORY\"")
                .contains("\"attempt\":2");
    }

    private static List<String> tried() {
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.add("lungburden.check-memory=false");
        return settings;
    }

    private static List<String> afterFullHeap() {
        List<String> settings = new ArrayList<>(tried());
        settings.add("lungburden.memory-ran-out=true");
        return settings;
    }

    private static String posted(Service service, Path study) throws IOException {
        HttpResponse<String> answer = service.post(study).join();
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static void awaitSuccess(Service service, String job) {
        await().atMost(PATIENCE).until(() -> service.get(job).body().contains("\"status\":\"SUCCEEDED\""));
    }

    private Path phantom() throws IOException {
        Path file = folder.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), file);
        return file;
    }

    private Path enlarged(Path good, long bytes) throws IOException {
        Path large = Files.copy(good, folder.resolve("large.nii"));
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            byte[] header = new byte[VOXELS_AT];
            file.readFully(header);
            ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            long sliceBytes = 2L * fields.getShort(42) * fields.getShort(44);
            short slices = (short) (bytes / sliceBytes);
            fields.putShort(SLICES_AT, slices);
            for (int at : SPACING_AT) {
                fields.putFloat(at, 0.25f);
            }
            file.seek(0);
            file.write(header);
            file.setLength(VOXELS_AT + slices * sliceBytes);
        }
        return large;
    }
}
