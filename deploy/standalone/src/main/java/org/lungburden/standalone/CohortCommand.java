package org.lungburden.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lungburden.standalone.cohort.Cohort;
import org.lungburden.standalone.cohort.plot.Plots;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The statistics of many studies. */
@Command(
        name = "cohort",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Tells the statistics of many measured studies, and how they agree with a reader's masks.",
        footer = {
            "",
            "COHORT.csv has a row a study and at least the columns lung_ml, opacity_ml,",
            "ground_glass_ml, high_opacity_ml and opacity_percent: cohort.csv, the table of a",
            "batch, or rows of measurements.csv. Commas, semicolons and tabs are read.",
            "References hold labels 0 to 3 on the grid of FOLDER/labels.nii.gz beside the",
            "table, as DIR/FOLDER.nii.gz, DIR/FOLDER/labels.nii.gz or DIR/REFERENCE.nii.gz.",
            "-o writes statistics.json and plots as SVG. docs/measures.md has the formulas.",
            "Exit codes: 0 done, 2 bad usage or bad input.",
            "",
            "Example: lungburden cohort out/cohort.csv --reference masks -o statistics"
        })
final class CohortCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "COHORT.csv", description = "The table.")
    @Nullable
    Path table;

    @Option(names = "--reference", paramLabel = "DIR", description = "Masks of a reader, by name (see below).")
    @Nullable
    Path references;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Writes statistics.json and plots there; files of these names are replaced.")
    @Nullable
    Path output;

    @Option(names = "--json", description = "Prints the content of statistics.json instead of tables.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (table == null) {
            throw CommandFailedException.badInput("name the table, such as cohort.csv");
        }
        if (output != null) {
            prepare(output);
        }
        Cohort cohort = Cohort.read(table, references, new Version().getVersion()[0], (study, number) -> {});
        if (output != null) {
            write(cohort, output);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(cohort.json(), UTF_8));
        } else {
            cohort.print(out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    /** Before any work, so that masks are not compared in vain. */
    private static void prepare(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw CommandFailedException.badInput("cannot write to " + directory);
        }
    }

    private static void write(Cohort cohort, Path directory) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("statistics.json", cohort.json());
        Plots.of(cohort).forEach((name, svg) -> files.put(name, svg.getBytes(UTF_8)));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path partial = directory.resolve(".partial-" + file.getKey());
            try {
                Files.write(partial, file.getValue());
                Files.move(partial, directory.resolve(file.getKey()), StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        }
    }
}
