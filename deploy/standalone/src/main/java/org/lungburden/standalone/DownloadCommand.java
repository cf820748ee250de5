package org.lungburden.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;
import org.lungburden.job.JobStatus;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.client.JobFollower;
import org.lungburden.standalone.client.ResultDirectory;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.client.StoredResult;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Downloads results. */
@Command(
        name = "download",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Downloads results and files of jobs that have succeeded at a running service.",
        footer = {
            "",
            "Each job gets a folder of its id below DIR. What is there already is not",
            "downloaded again, so after an interrupt the same command goes on. Of lines on",
            "standard input, as watch prints them, only those of succeeded jobs count. Of a",
            "batch there is a table of all jobs, cohort.csv.",
            "Exit codes: 0 done, 2 some jobs have no result, 3 the service failed.",
            "",
            "Example: lungburden download --batch trial -o results --files measurements.csv"
        })
final class DownloadCommand implements Callable<Integer> {
    @Mixin
    JobsOption jobs;

    @Option(
            names = "--files",
            paramLabel = "LIST",
            description = "Files to download: all, or names with commas (default: all).")
    @Nullable
    String files;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "lungburden-result",
            paramLabel = "DIR",
            description = "Directory for results (default: ${DEFAULT-VALUE}).")
    Path output;

    @Mixin
    ServerOption server;

    @Spec
    CommandSpec spec;

    private boolean someFailed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FileChoice wanted = files == null || files.equals("all") ? null : FilesOption.read(files);
        ServiceClient client = server.client();
        JobFollower.Ids ids = jobs.open(client, this::succeeded);
        int exit = ExitCode.DONE;
        for (String id = ids.next(); id != null; id = ids.next()) {
            try {
                download(client, id, wanted);
            } catch (CommandFailedException e) {
                spec.commandLine().getErr().println(id + ": " + e.getMessage());
                exit = Math.max(exit, e.exitCode());
            }
        }
        String batch = jobs.batch();
        if (batch != null) {
            table(client, batch);
        }
        return someFailed ? Math.max(exit, ExitCode.BAD_INPUT) : exit;
    }

    private void table(ServiceClient client, String batch) throws IOException, InterruptedException {
        Files.createDirectories(output);
        Path partial = output.resolve(".cohort.csv.partial");
        try (InputStream table = client.table(batch)) {
            Files.copy(table, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, output.resolve("cohort.csv"), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        spec.commandLine().getOut().println(output.resolve("cohort.csv"));
        spec.commandLine().getOut().flush();
    }

    /** A line may be an id alone. */
    private boolean succeeded(String line) {
        String[] words = line.strip().split("\\s+");
        boolean counts = words.length < 2 || words[1].equals(JobStatus.SUCCEEDED.name());
        someFailed = someFailed || !counts;
        return counts;
    }

    private void download(ServiceClient client, String id, @Nullable FileChoice wanted)
            throws IOException, InterruptedException {
        Path folder = output.resolve(id);
        boolean there = wanted == null
                && StoredResult.read(folder)
                        .map(ResultDocument::jobId)
                        .filter(id::equals)
                        .isPresent()
                && StoredResult.isWhole(folder);
        if (!there) {
            // the folder is named by the job, so what lies there is of this job
            try (ResultDirectory directory = Ending.open(() -> ResultDirectory.open(folder, id, true))) {
                client.download(id, directory, wanted);
                directory.publish();
            }
        }
        spec.commandLine().getOut().println(folder);
        spec.commandLine().getOut().flush();
    }
}
