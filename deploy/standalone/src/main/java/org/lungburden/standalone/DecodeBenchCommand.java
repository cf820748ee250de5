package org.lungburden.standalone;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.series.DicomStudyReader;
import org.lungburden.pipeline.Nanos;
import org.lungburden.standalone.exit.ExitCode;
import org.lungburden.study.MemoryCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures one row of {@code lungburden bench decode}: how long the reader takes for a zip of DICOM. */
@Command(
        name = "bench-decode",
        hidden = true,
        description = "Times the reading of a zip of DICOM; prints a line of JSON.")
final class DecodeBenchCommand implements Callable<Integer> {
    private static final int USUAL_RUNS = 10;
    private static final double NANOS_PER_S = 1e9;

    @Parameters(index = "0", paramLabel = "STUDY", description = "A zip of DICOM.")
    Path study;

    @Mixin
    RunsOption runs = new RunsOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int timed = runs.or(USUAL_RUNS);
        DicomStudyReader reader = new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE);
        int slices = reader.read(study, progress -> {}).scan().slices();
        Nanos fastest = Nanos.fastest(timed, () -> reader.read(study, progress -> {}));
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "{\"slices\": %d, \"seconds\": %.4f, \"processorSeconds\": %.4f, \"peakHeapMb\": %d}%n",
                        slices,
                        fastest.wall() / NANOS_PER_S,
                        fastest.cpu() / NANOS_PER_S,
                        peakHeapBytes() >> 20);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    /** Garbage included. */
    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
