package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.StudyChoices;
import org.lungburden.standalone.client.JobView;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.client.Submission;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import org.lungburden.standalone.exit.StudyFailedException;
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

/** Sends studies to a service and prints the ids of their jobs. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Sends studies to a running service and prints the id of each job.",
        footer = {
            "",
            "A folder is one study or several, as for quantify.",
            "Exit codes: 0 done, 2 bad usage or some studies refused, 3 the service failed.",
            "",
            "Example: lungburden submit studies/ --batch trial | lungburden watch"
        })
final class SubmitCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "STUDY", description = "As for quantify; without it the built-in phantom.")
    List<Path> studies = List.of();

    @Option(
            names = "--acquired-on",
            paramLabel = "DAY",
            description = "Day of the scan, such as 2026-02-27, for one study.")
    @Nullable
    LocalDate acquiredOn;

    @Option(names = "--batch", paramLabel = "NAME", description = "Puts the jobs into a batch.")
    @Nullable
    String batch;

    @Option(names = "--callback", paramLabel = "URL", description = "Where the service tells that a job has ended.")
    @Nullable
    String callback;

    @Option(names = "--files", paramLabel = "LIST", description = "Files to make: default, all, or names with commas.")
    @Nullable
    String files;

    @Option(names = "--names", description = "Sends each study's name as its reference; names may tell of patients.")
    boolean names;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "interactive or batch.")
    @Nullable
    String priority;

    @Option(names = "--reference", paramLabel = "TEXT", description = "Your own id of the study, for one study.")
    @Nullable
    String reference;

    @Option(names = "--series", paramLabel = "UID", description = "Series to measure, for one study.")
    @Nullable
    String series;

    @Option(names = "--subject", paramLabel = "TEXT", description = "A pseudonym that links a patient's scans.")
    @Nullable
    String subject;

    @Mixin
    ServerOption server;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StudyChoices choices = new StudyChoices(series, files == null ? null : FilesOption.read(files));
        studies.forEach(StudyCheck::exists);
        List<FoundStudy> found =
                StudyFinder.find(studies, Path.of("lungburden-result")).studies();
        if (found.size() > 1 && (reference != null || series != null || subject != null || acquiredOn != null)) {
            throw CommandFailedException.badInput(
                    "--reference, --series, --subject and --acquired-on belong to one study, and these are "
                            + found.size());
        }
        ServiceClient client = server.client();
        Count count = new Count(found.size());
        Ending.closeFirst(count);
        int exit = ExitCode.DONE;
        for (FoundStudy study : found) {
            try {
                JobView job = submit(client, study, choices);
                PrintWriter out = spec.commandLine().getOut();
                out.println(job.id());
                out.flush();
                count.submitted++;
            } catch (StudyFailedException e) {
                spec.commandLine().getErr().println(study.name() + ": " + e.getMessage());
                exit = Math.max(exit, e.exitCode());
            }
        }
        count.all = 0;
        return exit;
    }

    private JobView submit(ServiceClient client, FoundStudy study, StudyChoices choices)
            throws IOException, InterruptedException {
        StudyCheck.check(study);
        String text = names ? StudyFile.reference(study.name()) : reference;
        try (StudyFile file = Ending.open(() -> StudyFile.open(study))) {
            file.prepare();
            return client.submit(
                    file.path(), new Submission(text, subject, batch, acquiredOn, priority, callback, choices));
        }
    }

    /** Tells on an interrupt how far the work is; the service discards a study that is not whole. */
    private static final class Count implements AutoCloseable {
        private volatile int all;
        private volatile int submitted;

        Count(int all) {
            this.all = all;
        }

        @Override
        public void close() {
            if (all > 0) {
                System.err.println(submitted + " of " + all + " studies are submitted, and their jobs go on");
            }
        }
    }
}
