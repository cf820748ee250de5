package org.lungburden.standalone;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.series.DicomStudyReader;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import org.lungburden.study.MemoryCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures one row of {@code lungburden bench decode}: how long the reader takes for a zip of DICOM. */
@Command(
        name = "bench-decode",
        hidden = true,
        description = "Times the reading of a zip of DICOM; prints a line of JSON.")
final class DecodeBenchCommand implements Callable<Integer> {
    private static final double NANOS_PER_S = 1e9;

    @Parameters(index = "0", paramLabel = "STUDY", description = "A zip of DICOM.")
    Path study;

    @Option(names = "--runs", defaultValue = "10", description = "Number of timed runs; the fastest counts.")
    int runs;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw CommandFailedException.badInput("--runs is at least 1");
        }
        DicomStudyReader reader = new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE);
        int slices = reader.read(study, progress -> {}).scan().slices();
        long fastest = Long.MAX_VALUE;
        long leastProcessorTime = Long.MAX_VALUE;
        for (int run = 0; run < runs; run++) {
            long begin = System.nanoTime();
            long used = processorNanos();
            reader.read(study, progress -> {});
            fastest = Math.min(fastest, System.nanoTime() - begin);
            leastProcessorTime = Math.min(leastProcessorTime, processorNanos() - used);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "{\"slices\": %d, \"seconds\": %.4f, \"processorSeconds\": %.4f, \"peakHeapMb\": %d}%n",
                        slices,
                        fastest / NANOS_PER_S,
                        leastProcessorTime / NANOS_PER_S,
                        peakHeapBytes() >> 20);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    /** Of all threads of this process. */
    private static long processorNanos() {
        return Objects.requireNonNull(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class))
                .getProcessCpuTime();
    }

    /** Garbage included. */
    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
