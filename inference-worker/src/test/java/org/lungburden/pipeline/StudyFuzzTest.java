package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.Category;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Stage;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.phantom.BoxSegmenter;
import org.lungburden.pipeline.FuzzCorpus.Form;
import org.lungburden.pipeline.FuzzCorpus.Packing;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.StartsPrograms;
import org.springframework.util.FileSystemUtils;

/**
 * Spoiled studies through the whole pipeline: a result or a fault of the input, within seconds; never a bug.
 *
 * <p>{@code -Dlungburden.fuzz=100000} spoils that many, {@code -Dlungburden.fuzz.seed} draws others, and
 * {@code -Dlungburden.fuzz.case} plays one of them again.
 */
@StartsPrograms
class StudyFuzzTest {
    private static final int CASES = Integer.getInteger("lungburden.fuzz", 2000);
    private static final long SEED = Long.getLong("lungburden.fuzz.seed", 1);
    private static final int ONE = Integer.getInteger("lungburden.fuzz.case", -1);
    private static final int SECONDS_A_CASE = 10;
    private static final int SECONDS_TO_HANG = 60;
    /** Painting the overlay takes longer than all else together. */
    private static final int ONE_IN_WRITTEN = 10;

    @TempDir
    static Path folder;

    private static List<Form> corpus = List.of();
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(DaemonThreads.named("fuzz"));

    private final StudyPipeline pipeline =
            new StudyPipeline(BoxSegmenter.atOnce(), ArchiveLimits.defaults(), MemoryCheck.NONE, Clock.systemUTC());

    @BeforeAll
    static void write() throws Exception {
        corpus = FuzzCorpus.write(folder);
    }

    @AfterAll
    static void stop() {
        THREAD.shutdownNow();
    }

    @Test
    void soundStudiesAreMeasured() throws Exception {
        assertThat(corpus).hasSizeGreaterThan(12);
        for (Form form : corpus) {
            assertThat(outcome(form.packed(), true, form.name()))
                    .as(form.name())
                    .isEmpty();
        }
    }

    @Test
    void spoiledStudiesAreMeasuredOrRefused() throws Exception {
        Map<ErrorCode, Integer> refusals = new EnumMap<>(ErrorCode.class);
        int measured = 0;
        for (int n = ONE < 0 ? 0 : ONE; n < (ONE < 0 ? CASES : ONE + 1); n++) {
            Random random = new Random(SEED << 32 | n);
            Mutations mutations = new Mutations(random);
            Form form = corpus.get(random.nextInt(corpus.size()));
            byte[] upload = spoiled(form, random, mutations);
            Optional<ErrorCode> code = outcome(
                    upload,
                    n % ONE_IN_WRITTEN == 0,
                    "-Dlungburden.fuzz.seed=" + SEED + " -Dlungburden.fuzz.case=" + n + ": " + form.name()
                            + mutations.told());
            code.ifPresent(refused -> refusals.merge(refused, 1, Integer::sum));
            measured += code.isEmpty() ? 1 : 0;
        }
        System.out.println("measured " + measured + ", refused " + refusals);
        assertThat(ONE >= 0 || refusals.size() > 5).as("kinds of refusals").isTrue();
    }

    private static byte[] spoiled(Form form, Random random, Mutations mutations) throws IOException {
        boolean container = form.packing() != Packing.NONE && random.nextInt(4) == 0;
        if (container) {
            byte[] packed = form.packed();
            boolean field = form.packing() != Packing.GZIP && random.nextBoolean();
            return field ? mutations.zipField(packed) : mutations.anything(packed);
        }
        List<byte[]> files = new ArrayList<>(form.files());
        boolean all = random.nextBoolean();
        int one = random.nextInt(files.size());
        long seed = random.nextLong();
        for (int rounds = 1 + random.nextInt(3); rounds > 0; rounds--) {
            for (int n = 0; n < files.size(); n++) {
                if (all || n == one) {
                    // the same change to each file, so that they still agree with each other
                    random.setSeed(seed + rounds);
                    files.set(n, spoiledFile(form, files.get(n), random, mutations));
                }
            }
        }
        return form.with(files).packed();
    }

    private static byte[] spoiledFile(Form form, byte[] file, Random random, Mutations mutations) {
        if (form.isCompressed() && random.nextBoolean()) {
            return mutations.pixels(file);
        }
        if (random.nextInt(3) == 0) {
            return mutations.anything(file);
        }
        return form.name().startsWith("nifti") ? mutations.niftiField(file) : mutations.dicomField(file);
    }

    /** Empty when the study was measured. */
    private Optional<ErrorCode> outcome(byte[] upload, boolean written, String what) throws Exception {
        for (int attempt = 1; ; attempt++) {
            long start = System.nanoTime();
            Optional<ErrorCode> outcome = outcomeOnce(upload, written, what);
            if (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(SECONDS_A_CASE)) {
                return outcome;
            }
            // a machine that does much else is slow once, a slow reader always
            assertThat(attempt)
                    .as("longer than %d s with %s", SECONDS_A_CASE, what)
                    .isEqualTo(1);
        }
    }

    private Optional<ErrorCode> outcomeOnce(byte[] upload, boolean written, String what) throws Exception {
        Path study = Files.write(folder.resolve("study"), upload);
        Path output = Files.createDirectory(folder.resolve("output"));
        Future<Optional<ErrorCode>> future = THREAD.submit(() -> process(study, output, written));
        try {
            return future.get(SECONDS_TO_HANG, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a bug with " + what, e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("hangs with " + what, e);
        } finally {
            FileSystemUtils.deleteRecursively(output);
        }
    }

    private Optional<ErrorCode> process(Path study, Path output, boolean written) throws IOException {
        try {
            ResultDocument.Measured result = pipeline.process(
                            new StudyProcessor.Submitted(study, null, null, FileChoice.DEFAULT),
                            output,
                            (stage, progress) -> stopAtWriting(stage, written))
                    .result();
            ResultDocument.VolumesMl volumes = result.volumesMl();
            assertThat(volumes.lung()).isFinite().isNotNegative();
            assertThat(result.study().spacingMm()).allMatch(mm -> Double.isFinite(mm) && mm > 0);
            return Optional.empty();
        } catch (MeasuredException e) {
            return Optional.empty();
        } catch (CodedException e) {
            if (e.code().category() != Category.INPUT) {
                throw e;
            }
            return Optional.of(e.code());
        }
    }

    private static void stopAtWriting(Stage stage, boolean written) {
        if (stage == Stage.WRITING && !written) {
            throw new MeasuredException();
        }
    }

    /** Thrown by the listener, which ends the work. */
    @SuppressWarnings("serial")
    private static final class MeasuredException extends RuntimeException {}
}
