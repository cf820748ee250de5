package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lungburden.standalone.client.Corrections;
import org.lungburden.standalone.client.Corrections.Accepted;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fetches what readers corrected, for training. */
@Command(
        name = "corrections",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Downloads accepted corrections of a running service, for training.",
        footer = {
            "",
            "Of each job whose result follows a corrected revision, DIR gets ID_ct.nii.gz",
            "(the scan in HU) and ID_labels.nii.gz (0 background, 1 lung, 2 ground glass,",
            "3 high opacity). corrections.csv tells the patients' codes. What is there",
            "already is not downloaded again. The scans are the patients' images: keep",
            "them as you keep these.",
            "`train --also DIR` in training/ reads the folder.",
            "Exit codes: 0 done, 2 some corrections could not be had, 3 the service failed.",
            "",
            "Example: lungburden corrections --server https://ct.example.org -o corrected"
        })
final class CorrectionsCommand implements Callable<Integer> {
    /** A large scan behind others in the queue. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Option(names = "--batch", paramLabel = "NAME", description = "Only jobs of a batch.")
    @Nullable
    String batch;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Directory for the pairs of scan and labels.")
    Path output;

    @Mixin
    ServerOption server;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Corrections corrections = server.client().corrections(PATIENCE);
        PrintWriter err = spec.commandLine().getErr();
        Corrections.Found found = corrections.accepted(batch);
        if (!found.complete()) {
            err.println("The service tells of its newest corrections alone. Name a --batch for older ones.");
        }
        if (found.items().isEmpty()) {
            err.println("No correction has been accepted yet.");
        }
        Files.createDirectories(output);
        CorrectionsTable table = CorrectionsTable.open(output);
        int exit = ExitCode.DONE;
        for (Accepted each : found.items()) {
            try {
                fetch(corrections, each, table);
            } catch (CommandFailedException e) {
                err.println(each.job() + ": " + e.getMessage());
                exit = Math.max(exit, e.exitCode());
            }
        }
        return exit;
    }

    private void fetch(Corrections corrections, Accepted each, CorrectionsTable table)
            throws IOException, InterruptedException {
        Path scan = output.resolve(each.job() + "_ct.nii.gz");
        Path labels = output.resolve(each.job() + "_labels.nii.gz");
        boolean there = table.holds(each.job(), each.revision()) && Files.exists(scan) && Files.exists(labels);
        if (!there) {
            if (!Files.exists(scan)) {
                corrections.image(each, scan);
            }
            corrections.labels(each, labels);
            table.put(each.job(), new CorrectionsTable.Row(corrections.subject(each.job()), each.revision()));
        }
        spec.commandLine().getOut().println(labels);
        spec.commandLine().getOut().flush();
    }
}
