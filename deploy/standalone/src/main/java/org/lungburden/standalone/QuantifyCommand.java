package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.KeySecret;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.StudyChoices;
import org.lungburden.process.MemoryEnd;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.client.ProgressView;
import org.lungburden.standalone.client.ResultDirectory;
import org.lungburden.standalone.client.ResultTable;
import org.lungburden.standalone.client.ServiceAddress;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.client.StudyCheck;
import org.lungburden.standalone.client.StudyFile;
import org.lungburden.standalone.client.SubmittedJob;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import org.lungburden.standalone.service.DataDirectory;
import org.lungburden.standalone.service.StandaloneService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does the whole job in one command: submit, follow, download, show. */
@Command(
        name = "quantify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Measures lung, ground-glass opacity and high opacity of a chest CT.",
        footer = {
            "",
            "DIR then holds result.json and the files of LIST: default, all, or names with",
            "commas between them. default is labels.nii.gz, overlay.png, report.pdf,",
            "measurements.csv and of DICOM segmentation.dcm and measurements.dcm; all adds",
            "image.nii.gz and of DICOM report.dcm and overlay.dcm.",
            "Exit codes: 0 done, 2 bad usage or bad input, 3 the service failed, 130 Ctrl-C.",
            "",
            "Example: lungburden quantify study.zip -o out",
            "         lungburden quantify study.zip --files labels.nii.gz,image.nii.gz"
        })
final class QuantifyCommand implements Callable<Integer> {
    private static final String OUT_OF_MEMORY =
            ErrorCode.OUT_OF_MEMORY + ": Memory ran out; LUNGBURDEN_JAVA_OPTS=-Xmx6g gives more of it.";

    @Parameters(
            arity = "0..1",
            paramLabel = "STUDY",
            description = "A .zip, .tar, .tar.gz, .dcm, .nii or .nii.gz, or a folder; without it the built-in phantom.")
    @Nullable
    Path study;

    @Option(
            names = "--files",
            paramLabel = "LIST",
            description = "Files to make: default, all, or names with commas between them (default: default).")
    @Nullable
    String files;

    @Option(names = "--force", description = "Overwrites files in DIR, also results of other studies.")
    boolean force;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "lungburden-result",
            paramLabel = "DIR",
            description = "Directory for results (default: ${DEFAULT-VALUE}).")
    Path output;

    @Option(names = "--model", paramLabel = "DIR", description = "Directory of another model to use.")
    @Nullable
    Path model;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "A running service instead of an embedded one; a path prefix is kept.")
    @Nullable
    String server;

    @Mixin
    KeyOption keyOption;

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            description = "Your own id of the study, for result and picture (default: the file's name;"
                    + " with --server: none).")
    @Nullable
    String reference;

    @Option(
            names = "--series",
            paramLabel = "UID",
            description =
                    "SeriesInstanceUID of the series to measure, with :N for volume N of several in it (default: chosen by"
                            + " rule, see result.json).")
    @Nullable
    String series;

    @Mixin
    ServiceOptions options;

    private @Nullable ServiceAddress address;
    private @Nullable FileChoice wantedFiles;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        String name = StudyFile.nameOf(study);
        try (ResultDirectory results = Ending.open(() -> ResultDirectory.open(output, name, force));
                StudyFile file = Ending.open(() -> StudyFile.open(study));
                ProgressView progress = Ending.open(ProgressView::open)) {
            progress.show("preparing");
            file.prepare();
            if (address != null) {
                quantify(new ServiceClient(address, keyOption.key()), file, results, progress);
            } else {
                quantifyEmbedded(file, results, progress);
            }
        }
        return ExitCode.DONE;
    }

    private void check() throws IOException {
        if (server != null && model != null) {
            throw CommandFailedException.badInput(
                    "--model belongs to the embedded service; it cannot go with --server");
        }
        if (model != null && !Files.isDirectory(model)) {
            throw CommandFailedException.badInput("no such model directory: " + model);
        }
        wantedFiles = files == null ? null : FilesOption.read(files);
        if (server == null) {
            options.check();
        } else {
            address = ServiceAddress.of(server);
        }
        if (study != null) {
            StudyCheck.check(study);
        }
    }

    private void quantifyEmbedded(StudyFile file, ResultDirectory results, ProgressView progress)
            throws IOException, InterruptedException {
        Map<String, Object> settings = new HashMap<>();
        // nobody asks again for the job of an interrupted run, so the worker need not finish that job
        settings.put("lungburden.worker.stop-grace", "0s");
        // a next attempt in this process would lack the same memory or time
        settings.put("lungburden.job.max-failures", "1");
        // other users of this machine reach loopback too
        KeySecret key = KeySecret.create();
        settings.put("lungburden.auth", "keys");
        settings.put("lungburden.keys.process-key", key.text());
        if (model != null) {
            settings.put("lungburden.model", model.toAbsolutePath().toString());
        }
        MemoryEnd.install(PreparedExit.with(OUT_OF_MEMORY)::exit);
        progress.show("starting");
        DataDirectory directory = Ending.open(DataDirectory::openPrivate);
        Ending.closeLast(directory);
        try (StandaloneService service =
                StandaloneService.start(directory, 0, settings, this::giveUp, Ending::closeFirst)) {
            // Ctrl-C must also leave no process and no directory behind
            Ending.closeFirst(service);
            quantify(new ServiceClient(new ServiceAddress(service.uri()), key.text()), file, results, progress);
        }
    }

    /**
     * The name of a file may contain a patient's name, so the command never sends the name to another machine by
     * default.
     */
    private @Nullable String reference() throws IOException {
        return reference != null || server != null ? reference : StudyFile.referenceOf(study);
    }

    /**
     * Nobody starts this process again, and a new process would not have the job. The end of the attempt is therefore
     * the end of the command.
     */
    private void giveUp(int status, ErrorCode why) {
        spec.commandLine().getErr().println(why + ": " + why.sentence());
        new Thread(() -> System.exit(ExitCode.FAILED), "give-up").start();
    }

    private void quantify(ServiceClient client, StudyFile file, ResultDirectory results, ProgressView progress)
            throws IOException, InterruptedException {
        SubmittedJob submitted = new SubmittedJob(client);
        if (server != null) {
            Ending.closeFirst(submitted);
        }
        progress.show("uploading");
        String job = submitted.submit(file.path(), reference(), new StudyChoices(series, wantedFiles));
        client.await(job, progress::show);
        submitted.ended();
        progress.show("downloading");
        ResultDocument result = client.download(job, results);
        results.publish();
        progress.close();
        PrintWriter out = spec.commandLine().getOut();
        ResultTable.print(result.measured(), out);
        out.println();
        results.files().forEach(path -> out.println("  " + path));
        out.flush();
    }
}
