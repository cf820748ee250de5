package org.lungburden.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.inference.InferenceBenchmark;
import org.lungburden.inference.Placement;
import org.lungburden.inference.Precision;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures one row of {@code lungburden bench inference}. Each row runs in a separate process, so that the peak of
 * memory belongs to that row alone.
 */
@Command(
        name = "bench-inference",
        hidden = true,
        description = "Times the network on the phantom; prints a line of JSON.")
final class InferenceBenchCommand implements Callable<Integer> {
    private static final int USUAL_RUNS = 3;
    private static final String PEAK = "VmHWM:";

    @Option(names = "--model", defaultValue = "${env:LUNGBURDEN_MODEL}", description = "Directory of the model.")
    Path model;

    @Option(names = "--device", defaultValue = "auto", description = "auto, cpu or cuda:N.")
    String device;

    @Option(names = "--precision", defaultValue = "auto", description = "auto, float32 or float16.")
    String precision;

    @Option(names = "--slab", defaultValue = "0", description = "Slices a call; 0 for the usual number.")
    int slab;

    @Option(names = "--threads", required = true, description = "Threads of a call.")
    int threads;

    @Mixin
    RunsOption runs = new RunsOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int timed = runs.or(USUAL_RUNS);
        if (slab < 0 || slab > 256 || threads < 1) {
            throw CommandFailedException.badInput("--slab is 0 to 256, --threads at least 1");
        }
        Volume phantom = PhantomScan.standard().volume();
        Volume scan = Orientation.of(phantom.affine()).toCanonical(phantom);
        InferenceBenchmark took =
                InferenceBenchmark.run(model, new Placement(device, precision(), 0, threads), slab, scan, timed);
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "{\"device\": \"%s\", \"precision\": \"%s\", \"slab\": %d, \"slices\": %d, \"seconds\": %.3f,"
                                + " \"peakMib\": %d}%n",
                        took.device(),
                        took.precision().name().toLowerCase(Locale.ROOT),
                        took.slabSlices(),
                        took.slices(),
                        took.seconds(),
                        peakMib());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private Precision precision() {
        try {
            return Precision.valueOf(precision.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.badInput("--precision is auto, float32 or float16");
        }
    }

    /** The peak of this process's resident memory, as Linux reports. */
    private static long peakMib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(PEAK)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }
}
