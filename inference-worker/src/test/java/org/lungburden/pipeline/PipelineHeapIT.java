package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.CodedException;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.phantom.PhantomSegmenter;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.ScanSize;

/** The estimate against real runs of the pipeline, each in a JVM with the heap that it is about. */
class PipelineHeapIT {
    /** What the JVM ends with then. The pipeline itself may hang: a thread of a parallel stream dies before it can tell. */
    private static final int HEAP_FULL = 3;

    /** Held beside the study, by this process and its libraries: some MiB. */
    private static final int JVM_MIB = 10;

    private static final PhantomScan SCAN = new PhantomScan(512, 512, 60, 0.75, 5, "LPS", 1);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        for (String name : new String[] {"study.nii", "study.zip"}) {
            PhantomFile.write(SCAN, folder.resolve(name));
        }
        PhantomFile.write(SCAN.withAxes("RAS"), folder.resolve("turned.nii"));
    }

    /** The collector needs less than half as much again. */
    @ParameterizedTest
    @ValueSource(strings = {"study.nii", "study.zip", "turned.nii"})
    void whatTheEstimateAllowsAndALittleMoreIsEnough(String name) throws Exception {
        assertThat(run(name, (int) (1.45 * needMib(name)) + JVM_MIB, "checked")).isEqualTo("measured");
    }

    @ParameterizedTest
    @ValueSource(strings = {"study.nii", "study.zip", "turned.nii"})
    void belowTheEstimateTheHeapIsFull(String name) throws Exception {
        assertThat(run(name, needMib(name) - 1, "tried")).isEqualTo("heap full");
    }

    @Test
    void aStudyFarAboveTheHeapIsRefusedBeforeItsVoxelsAreRead() throws Exception {
        assertThat(run("study.nii", 64, "checked"))
                .startsWith("OUT_OF_MEMORY: The study takes ")
                .contains(" MB of heap, and the worker has 64 MB");
    }

    private static int needMib(String name) {
        PhantomScan scan = name.startsWith("turned") ? SCAN.withAxes("RAS") : SCAN;
        ScanSize size = new ScanSize(
                scan.columns(), scan.rows(), scan.slices(), scan.volume().affine());
        return (int) (HeapNeed.bytes(size, new PhantomSegmenter().card(), new HeapBlocks(1 << 20)) >> 20);
    }

    private static String run(String name, int heapMib, String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMib + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseG1GC",
                        "-XX:G1HeapRegionSize=1m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PipelineHeapIT.class.getName(),
                        folder.resolve(name).toString(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == HEAP_FULL ? "heap full" : told;
    }

    /** Runs the pipeline on a file and tells what became of it. */
    public static void main(String[] arguments) throws IOException {
        Path output = Files.createTempDirectory(Path.of(arguments[0]).getParent(), "output");
        PhantomSegmenter segmenter = new PhantomSegmenter();
        StudyPipeline pipeline = arguments[1].equals("checked")
                ? new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC())
                : new StudyPipeline(segmenter, ArchiveLimits.defaults(), MemoryCheck.NONE, Clock.systemUTC());
        try {
            pipeline.process(
                    new StudyProcessor.Submitted(Path.of(arguments[0]), null, null, null, FileChoice.DEFAULT),
                    output,
                    (stage, progress) -> {});
            System.out.println("measured");
        } catch (CodedException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
