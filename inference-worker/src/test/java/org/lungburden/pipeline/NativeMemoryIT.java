package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.inference.TorchSegmenter;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;

/** A worker runs for months: what a job takes outside the heap must be given back. */
class NativeMemoryIT {
    private static final int JOBS = 200;
    private static final int SETTLED_AFTER = 60;
    /** A leak of one network slice (1 MiB of probabilities) a job would come to 140 MiB. */
    private static final long ALLOWED_KIB = 48 * 1024;

    @TempDir
    Path directory;

    @Test
    void doesNotGrowOverTwoHundredJobs() throws IOException {
        Path study = directory.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), study);
        try (TorchSegmenter segmenter = TorchSegmenter.load(Path.of("model"), 2)) {
            StudyPipeline pipeline = new StudyPipeline(segmenter, ArchiveLimits.defaults());
            long settledKib = 0;
            for (int job = 1; job <= JOBS; job++) {
                Path output = Files.createDirectory(directory.resolve("job" + job));
                pipeline.process(study, output, (stage, progress) -> {});
                if (job == SETTLED_AFTER) {
                    settledKib = outsideHeapKib();
                }
            }
            assertThat(outsideHeapKib() - settledKib).isLessThan(ALLOWED_KIB);
        }
    }

    /** Resident anonymous memory less what the heap has touched at most: its committed size after a collection. */
    private static long outsideHeapKib() throws IOException {
        System.gc();
        long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
        return resident - Runtime.getRuntime().totalMemory() / 1024;
    }
}
