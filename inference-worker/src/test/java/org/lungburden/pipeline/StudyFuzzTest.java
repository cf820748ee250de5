package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.pipeline.FuzzCorpus.Form;
import org.lungburden.pipeline.FuzzCorpus.Packing;
import org.lungburden.testing.StartsPrograms;

/**
 * Spoiled DICOM, NIfTI, zip, tar and gzip through the whole pipeline: a result or a code, within 5 s and 256 MB of heap;
 * never a bug.
 *
 * <p>{@code MAVEN_ARGS=-Dlungburden.fuzz=100000} spoils that many, {@code -Dlungburden.fuzz.seed} draws others, and
 * {@code -Dlungburden.fuzz.case} plays one of them again.
 */
@StartsPrograms
class StudyFuzzTest {
    private static final int CASES = Integer.getInteger("lungburden.fuzz", 2000);
    private static final long SEED = Long.getLong("lungburden.fuzz.seed", 1);
    private static final int ONE = Integer.getInteger("lungburden.fuzz.case", -1);
    /** The uploads are smaller than 1 MB, and the check of the heap counts 40 MB for a process. */
    private static final String HEAP = "-Xmx256m";

    @TempDir
    static Path folder;

    private static Path corpus = Path.of("");

    @BeforeAll
    static void write() throws Exception {
        corpus = FuzzCorpus.write(folder);
    }

    @Test
    void soundStudiesAreMeasured() throws Exception {
        List<Form> forms = FuzzCorpus.read(corpus);
        assertThat(forms).hasSizeGreaterThan(13);
        FuzzedStudy study = new FuzzedStudy();
        for (Form form : forms) {
            for (Packing packing : form.packings()) {
                Path upload = Files.write(folder.resolve("sound"), form.packed(packing));
                Path output = Files.createTempDirectory(folder, "output");
                assertThat(study.outcome(upload, output, packing == Packing.ZIP))
                        .as("%s %s", form.name(), packing)
                        .isEqualTo(Optional.empty());
            }
        }
    }

    @Test
    void spoiledStudiesAreMeasuredOrRefused() throws Exception {
        String said = inSmallHeap(ONE < 0 ? 0 : ONE, ONE < 0 ? CASES : ONE + 1);
        System.out.println(said);
        assertThat(said).startsWith("measured ");
        assertThat(ONE >= 0 || said.split("=", -1).length > 8)
                .as("kinds of refusals in %s", said)
                .isTrue();
    }

    /** A process of its own, since the heap of a JVM cannot change. */
    private static String inSmallHeap(int from, int to) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FuzzRun.class.getName(),
                        corpus.toString(),
                        Long.toString(SEED),
                        Integer.toString(from),
                        Integer.toString(to))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
