package org.lungburden.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;
import org.lungburden.job.StudyChoices;
import org.lungburden.standalone.client.Patience;
import org.lungburden.standalone.client.ResultDirectory;
import org.lungburden.standalone.client.ServiceAddress;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import org.lungburden.standalone.measure.CohortFolder;
import org.lungburden.standalone.measure.CohortRun;
import org.lungburden.standalone.measure.CohortTable;
import org.lungburden.standalone.measure.CohortView;
import org.lungburden.standalone.measure.Outcome;
import org.lungburden.standalone.measure.Printed;
import org.lungburden.standalone.measure.RunView;
import org.lungburden.standalone.measure.SingleView;
import org.lungburden.standalone.measure.StudyWork;
import org.lungburden.standalone.study.FoundStudy;
import org.lungburden.standalone.study.StudyCheck;
import org.lungburden.standalone.study.StudyFile;
import org.lungburden.standalone.study.StudyFinder;
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
            "A folder is one study, or several: each archive, each NIfTI image, and each",
            "StudyInstanceUID of the DICOM files in one folder. Several studies get a folder",
            "each below DIR, and a table, cohort.csv.",
            "",
            "DIR then holds result.json and the files of LIST: default, all, or names with",
            "commas between them. default is labels.nii.gz, overlay.png, report.pdf,",
            "measurements.csv and of DICOM segmentation.dcm and measurements.dcm; all adds",
            "image.nii.gz and of DICOM report.dcm and overlay.dcm.",
            "Exit codes: 0 done, 2 bad usage or bad input, 3 the service failed, 130 Ctrl-C.",
            "",
            "Example: lungburden quantify study.zip -o out",
            "         lungburden quantify study.zip --files labels.nii.gz,image.nii.gz",
            "         lungburden quantify studies/ -o cohort --resume"
        })
final class QuantifyCommand implements Callable<Integer> {
    /** An answer comes at once when the job's state changes; in between a far service need not be asked often. */
    private static final Duration WAIT_AT_SERVER = Duration.ofSeconds(2);

    @Parameters(
            arity = "0..*",
            paramLabel = "STUDY",
            description =
                    "A .zip, .tar, .tar.gz, .dcm, .nii or .nii.gz, or a folder of a study or of studies; without it the"
                            + " built-in phantom.")
    List<Path> studies = List.of();

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Table of the measurements (default: cohort.csv in DIR, for several studies).")
    @Nullable
    Path csv;

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

    @Option(names = "--json", description = "Prints a line of JSON for each study, and no table.")
    boolean json;

    @Option(names = "--model", paramLabel = "DIR", description = "Directory of another model to use.")
    @Nullable
    Path model;

    @Option(names = "--quiet", description = "Prints no progress and no table; failures are still told.")
    boolean quiet;

    @Option(
            names = "--resume",
            description = "Goes on after an interruption: studies that DIR has results of are not measured again.")
    boolean resume;

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
        StudyFinder found = StudyFinder.find(studies, output);
        found.foldersWithoutCt().forEach(folder -> spec.commandLine().getErr().println("no CT images in " + folder));
        boolean cohort = resume || studies.size() > 1 || found.studies().size() > 1;
        return cohort ? cohort(found.studies()) : single(found.studies().get(0));
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
        Path folder = csv == null ? null : csv.toAbsolutePath().getParent();
        if (csv != null && (Files.isDirectory(csv) || folder == null || !Files.isWritable(folder))) {
            throw CommandFailedException.badInput("cannot write the table " + csv);
        }
        studies.forEach(StudyCheck::exists);
    }

    private Printed printed() {
        return new Printed(spec.commandLine().getOut(), spec.commandLine().getErr(), json, quiet);
    }

    private int single(FoundStudy study) throws IOException, InterruptedException {
        // a file that cannot be a study fails before the service starts
        StudyCheck.check(study);
        ResultDirectory.check(output, study.fileName(), force);
        try (RunView view = Ending.open(() -> quiet ? RunView.QUIET : new SingleView())) {
            withService(view, client -> {
                // The name of a file may contain a patient's name, so the command never sends the name to another
                // machine by default.
                boolean named = server == null && study.named() != null;
                String text = reference != null || !named ? reference : StudyFile.reference(study.fileName());
                StudyWork.Measured measured = work(client, view).run(study, text, output, job -> {});
                Outcome outcome = Outcome.measured(study, measured.result());
                view.ended(outcome);
                if (csv != null) {
                    CohortTable.write(csv, List.of(outcome));
                }
                printed().single(outcome, output, measured.directory().files());
            });
        }
        return ExitCode.DONE;
    }

    private int cohort(List<FoundStudy> found) throws IOException, InterruptedException {
        if (reference != null || series != null) {
            throw CommandFailedException.badInput((reference != null ? "--reference" : "--series")
                    + " belongs to one study, and these are " + found.size());
        }
        for (FoundStudy study : found) {
            ResultDirectory.check(output.resolve(study.folder()), study.fileName(), force || resume);
        }
        Path table = csv == null ? output.resolve("cohort.csv") : csv;
        List<Outcome> outcomes = new ArrayList<>();
        try (CohortFolder folder = Ending.open(() -> CohortFolder.open(output, resume, force));
                RunView view = Ending.open(() -> quiet ? RunView.QUIET : new CohortView(found.size()))) {
            withService(view, client -> {
                String how = client.model() + " " + (wantedFiles == null ? "default" : wantedFiles.text());
                CohortRun.Settings settings = new CohortRun.Settings(output, table, how, server == null);
                try (CohortRun run = Ending.open(() -> new CohortRun(
                        work(client, view),
                        folder,
                        settings,
                        found,
                        view,
                        outcome -> printed().ended(outcome, output)))) {
                    outcomes.addAll(run.run());
                }
            });
        }
        printed().cohort(outcomes, table);
        return Printed.exitCode(outcomes);
    }

    private StudyWork work(ServiceClient client, RunView view) {
        StudyWork.Settings settings = new StudyWork.Settings(
                new StudyChoices(series, wantedFiles),
                null,
                server == null,
                force || resume,
                server == null ? ServiceClient.WAIT : WAIT_AT_SERVER);
        return new StudyWork(client, settings, Ending.files(), view);
    }

    private void withService(RunView view, OwnService.Use use) throws IOException, InterruptedException {
        if (address != null) {
            use.of(new ServiceClient(address, keyOption.key(), Patience.usual(view::tell)));
        } else {
            view.step("starting");
            OwnService.use(model, spec.commandLine().getErr(), use);
        }
    }
}
