package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.phantom.PhantomTruth;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the phantom and prints its known volumes. */
@Command(
        name = "phantom",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes the phantom and prints its known volumes.",
        footer = {"", "Example: lungburden phantom -o phantom.nii.gz"})
final class PhantomCommand implements Callable<Integer> {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "A .nii.gz, .nii, or a .zip of DICOM.")
    Path output;

    @Option(
            names = "--axes",
            paramLabel = "AXES",
            defaultValue = "LPS",
            description = "Where columns, rows and slices run, one of each L/R, P/A, S/I (default: ${DEFAULT-VALUE}).")
    String axes;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!PhantomFile.canWrite(output)) {
            throw CommandFailedException.badInput("the file must end in .nii.gz, .nii or .zip: " + output);
        }
        PhantomScan scan;
        try {
            scan = PhantomScan.standard().withAxes(axes);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.badInput("--axes: " + e.getMessage());
        }
        PhantomFile.write(scan, output);
        print(scan.truth(), spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    private static void print(PhantomTruth truth, PrintWriter out) {
        row(out, "Lung", truth.lungMl());
        row(out, "  left", truth.leftLungMl());
        row(out, "  right", truth.rightLungMl());
        row(out, "Ground glass", truth.groundGlassMl());
        row(out, "High opacity", truth.highOpacityMl());
        row(out, "Opacity", truth.pneumoniaMl());
        out.flush();
    }

    private static void row(PrintWriter out, String name, double ml) {
        out.println(String.format(Locale.ROOT, "%-16s %9.1f mL", name, ml));
    }
}
