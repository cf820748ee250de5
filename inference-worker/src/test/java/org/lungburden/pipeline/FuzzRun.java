package org.lungburden.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.lungburden.error.ErrorCode;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.pipeline.FuzzCorpus.Form;
import org.lungburden.pipeline.FuzzCorpus.Packing;
import org.springframework.util.FileSystemUtils;

/** Spoils studies one after the other. Seed and number of a case alone decide the case. */
final class FuzzRun {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final int SECONDS_A_CASE = 5;
    private static final int SECONDS_TO_HANG = 60;
    /** Painting the pictures takes longer than all else together. */
    private static final int ONE_IN_WRITTEN = 20;

    private final List<Form> corpus;
    private final Path folder;
    private final long seed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(DaemonThreads.named("fuzz"));
    private final FuzzedStudy study = new FuzzedStudy();

    private FuzzRun(List<Form> corpus, Path folder, long seed) {
        this.corpus = corpus;
        this.folder = folder;
        this.seed = seed;
    }

    /** @param arguments the folder of the corpus, the seed, the first case, and the one behind the last */
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]);
        Path folder = Files.createTempDirectory(target.getParent(), "run");
        FuzzRun run = new FuzzRun(FuzzCorpus.read(target), folder, Long.parseLong(arguments[1]));
        Map<ErrorCode, Integer> refusals = new EnumMap<>(ErrorCode.class);
        int measured = 0;
        for (int n = Integer.parseInt(arguments[2]); n < Integer.parseInt(arguments[3]); n++) {
            Optional<ErrorCode> code = run.outcome(n);
            code.ifPresent(refused -> refusals.merge(refused, 1, Integer::sum));
            measured += code.isEmpty() ? 1 : 0;
        }
        System.out.println("measured " + measured + ", refused " + refusals);
    }

    private Optional<ErrorCode> outcome(int number) throws Exception {
        Random random = new Random(seed << 32 | number);
        Mutations mutations = new Mutations(random);
        Form form = corpus.get(random.nextInt(corpus.size()));
        Packing packing = form.packings().get(random.nextInt(form.packings().size()));
        byte[] upload = spoiled(form, packing, random, mutations);
        String what = "-Dlungburden.fuzz.seed=" + seed + " -Dlungburden.fuzz.case=" + number + ": " + form.name() + " "
                + packing + mutations.told();
        return outcome(upload, number % ONE_IN_WRITTEN == 0, what);
    }

    private byte[] spoiled(Form form, Packing packing, Random random, Mutations mutations) throws IOException {
        if (packing != Packing.NONE && random.nextInt(4) == 0) {
            byte[] packed = form.packed(packing);
            return random.nextBoolean()
                    ? field(packed, packing, new ContainerMutations(random, mutations))
                    : mutations.anything(packed);
        }
        List<byte[]> files = new ArrayList<>(form.files());
        boolean all = random.nextBoolean();
        int one = random.nextInt(files.size());
        long drawn = random.nextLong();
        boolean structure = !form.isNifti() && random.nextInt(3) == 0;
        for (int round = structure ? 0 : 1 + random.nextInt(3); round >= 0; round--) {
            for (int n = 0; n < files.size(); n++) {
                if (all || n == one) {
                    // the same change to each file, so that they still agree with each other
                    random.setSeed(drawn + round);
                    files.set(
                            n,
                            structure
                                    ? new DicomStructure(random, mutations).spoil(files.get(n))
                                    : spoiledFile(form, files.get(n), random, mutations));
                }
            }
        }
        return form.with(files).packed(packing);
    }

    private static byte[] field(byte[] packed, Packing packing, ContainerMutations mutations) {
        return switch (packing) {
            case ZIP, ZIP_IN_ZIP -> mutations.zipField(packed);
            case TAR -> mutations.tarField(packed);
            case GZIP, TAR_GZ, NONE -> mutations.gzipField(packed);
        };
    }

    private static byte[] spoiledFile(Form form, byte[] file, Random random, Mutations mutations) {
        if (form.isCompressed() && random.nextBoolean()) {
            return mutations.pixels(file);
        }
        if (random.nextInt(3) == 0) {
            return mutations.anything(file);
        }
        return form.isNifti() ? mutations.niftiField(file) : mutations.dicomField(file);
    }

    /**
     * Empty when the study was measured. Processor time counts, of all threads together, since the clock would also count
     * what else the machine does.
     */
    private Optional<ErrorCode> outcome(byte[] upload, boolean written, String what) throws Exception {
        long start = PROCESS.getProcessCpuTime();
        Optional<ErrorCode> outcome = outcomeOnce(upload, written, what);
        if (PROCESS.getProcessCpuTime() - start > TimeUnit.SECONDS.toNanos(SECONDS_A_CASE)) {
            throw new AssertionError("longer than " + SECONDS_A_CASE + " s with " + what);
        }
        return outcome;
    }

    private Optional<ErrorCode> outcomeOnce(byte[] upload, boolean written, String what) throws Exception {
        Path file = Files.write(folder.resolve("study"), upload);
        Path output = Files.createDirectory(folder.resolve("output"));
        Future<Optional<ErrorCode>> future = thread.submit(() -> study.outcome(file, output, written));
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
}
