package org.lungburden.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.inference.Placement;
import org.lungburden.inference.TorchSegmenter;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.pipeline.StudyPipeline;
import org.lungburden.pipeline.StudyProcessor;

/**
 * A worker runs for months: what a job takes outside the heap must be given back. What is asked is how much the C library
 * has lent out, not how much memory the process holds: the latter differs by 100 MiB by what the allocator keeps.
 */
class NativeMemoryIT {
    private static final int JOBS = 48;
    private static final int SETTLED_AFTER = 12;
    private static final int LOOK_EVERY = 12;
    /** A leak of one network slice (1 MiB of probabilities) a job would come to 36 MiB. */
    private static final long ALLOWED_KIB = 16 * 1024;
    /** The weights, the network's input and the engine: less would tell that another allocator was asked. */
    private static final long LEAST_KIB = 16 * 1024;

    @TempDir
    Path directory;

    @Test
    void doesNotGrowFromJobToJob() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Jobs.class.getName(),
                directory.toString());
        builder.environment().remove("LD_PRELOAD");
        Path looks = directory.resolve("looks");
        Process process = builder.redirectOutput(looks.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).isZero();
        List<Long> kib = Files.readAllLines(looks).stream()
                .filter(line -> line.matches("\\d+"))
                .map(Long::valueOf)
                .toList();
        assertThat(kib).hasSize((JOBS - SETTLED_AFTER) / LOOK_EVERY + 1);
        assertThat(kib.get(0)).isGreaterThan(LEAST_KIB);
        assertThat(kib.get(kib.size() - 1) - kib.get(0))
                .as("KiB at each look: %s", kib)
                .isLessThan(ALLOWED_KIB);
    }

    /** What the process runs: prints the memory lent to it in KiB every so often once it has settled. */
    static final class Jobs {
        private Jobs() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path directory = Path.of(arguments[0]);
            Path study = directory.resolve("phantom.nii");
            PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), study);
            // One thread: two would wait for each other while other tests use the second core.
            try (TorchSegmenter segmenter =
                    TorchSegmenter.load(Path.of("../../inference-worker/model"), Placement.cpu(1))) {
                StudyPipeline pipeline = new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC());
                for (int job = 1; job <= JOBS; job++) {
                    Path output = Files.createDirectory(directory.resolve("job" + job));
                    pipeline.process(
                            new StudyProcessor.Submitted(study, null, null, null, FileChoice.DEFAULT),
                            output,
                            (stage, progress) -> {});
                    if (job >= SETTLED_AFTER && job % LOOK_EVERY == 0) {
                        System.out.println(settledKib());
                    }
                }
            }
        }

        /** The least of several looks: buffers that a collection finds dead are freed a little later. */
        private static long settledKib() throws IOException, InterruptedException {
            long least = Long.MAX_VALUE;
            for (int look = 0; look < 10; look++) {
                System.gc();
                Thread.sleep(100);
                least = Math.min(least, LentMemory.kib());
            }
            return least;
        }
    }
}
