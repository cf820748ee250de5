package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;

/** A study that is what it says, and too large for the heap: it fails by its code, and the service goes on. */
class HeapExhaustedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long STUDY_BYTES = 700L << 20;
    /** NIfTI-1: dim[3], pixdim[3] and srow_z[2]. */
    private static final int SLICES_AT = 46;

    private static final int[] SPACING_AT = {88, 320};
    private static final int VOXELS_AT = 352;

    @TempDir
    private Path folder;

    @Test
    void failsTheJobAndServesTheNext() throws Exception {
        Path good = folder.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), good);
        Path large = enlarged(good);
        List<String> settings = List.of("lungburden.job.max-failures=2", "lungburden.job.first-delay=100ms");
        try (Service service = Service.start(folder, settings)) {
            String job =
                    service.post(large).join().headers().firstValue("Location").orElseThrow();
            Files.delete(large);
            await().atMost(PATIENCE).until(() -> service.get(job).body().contains("\"status\":\"FAILED\""));
            assertThat(service.get(job).body())
                    .contains("\"code\":\"OUT_OF_MEMORY\"")
                    .contains("\"attempt\":2");

            String next =
                    service.post(good).join().headers().firstValue("Location").orElseThrow();
            await().atMost(PATIENCE).until(() -> service.get(next).body().contains("\"status\":\"SUCCEEDED\""));
        }
    }

    private Path enlarged(Path good) throws IOException {
        Path large = Files.copy(good, folder.resolve("large.nii"));
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            byte[] header = new byte[VOXELS_AT];
            file.readFully(header);
            ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            long sliceBytes = 2L * fields.getShort(42) * fields.getShort(44);
            short slices = (short) (STUDY_BYTES / sliceBytes);
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
