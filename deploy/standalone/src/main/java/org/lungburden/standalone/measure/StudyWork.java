package org.lungburden.standalone.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.StudyChoices;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.client.JobView;
import org.lungburden.standalone.client.ResultDirectory;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.client.Submission;
import org.lungburden.standalone.client.SubmittedJob;
import org.lungburden.standalone.study.FoundStudy;
import org.lungburden.standalone.study.StudyCheck;
import org.lungburden.standalone.study.StudyFile;

/** Measures one study: prepare, submit, follow, download. */
public final class StudyWork {
    /**
     * How studies are measured.
     *
     * @param choices the same for all studies
     * @param batch name of the batch; null for no batch
     * @param own whether the service is this command's alone, so that nobody asks for the job again
     * @param overwrite whether files of other studies may be overwritten
     * @param every how often progress arrives
     */
    public record Settings(
            StudyChoices choices, @Nullable String batch, boolean own, boolean overwrite, Duration every) {}

    private final ServiceClient client;
    private final Settings settings;
    private final OpenFiles open;
    private final RunView view;

    public StudyWork(ServiceClient client, Settings settings, OpenFiles open, RunView view) {
        this.client = client;
        this.settings = settings;
        this.open = open;
        this.view = view;
    }

    /**
     * @param reference the user's own id for result and picture; null for none
     * @param folder where the files go
     * @param watch is told each state of the job
     * @throws org.lungburden.standalone.exit.StudyFailedException when the study was refused or not measured
     */
    public Measured run(FoundStudy study, @Nullable String reference, Path folder, Consumer<JobView> watch)
            throws IOException, InterruptedException {
        StudyCheck.check(study);
        try (ResultDirectory results =
                        open.open(() -> ResultDirectory.open(folder, study.fileName(), settings.overwrite()));
                StudyFile file = open.open(() -> StudyFile.open(study))) {
            try {
                view.step(study, "preparing");
                file.prepare();
                return run(study, reference, file, results, watch);
            } finally {
                open.closed(file);
                open.closed(results);
            }
        }
    }

    private Measured run(
            FoundStudy study,
            @Nullable String reference,
            StudyFile file,
            ResultDirectory results,
            Consumer<JobView> watch)
            throws IOException, InterruptedException {
        SubmittedJob submitted = settings.own() ? new SubmittedJob(client) : open.open(() -> new SubmittedJob(client));
        try {
            view.step(study, "uploading");
            Submission submission =
                    new Submission(reference, null, settings.batch(), null, null, null, settings.choices());
            String job = submitted.submit(file.path(), submission);
            client.await(job, settings.every(), seen -> {
                watch.accept(seen);
                view.job(study, seen);
                if (seen.finished()) {
                    submitted.ended();
                }
            });
            view.step(study, "downloading");
            ResultDocument result = client.download(job, results);
            results.publish();
            if (settings.own()) {
                client.delete(job);
            }
            return new Measured(result, results);
        } finally {
            open.closed(submitted);
        }
    }

    /** @param directory holds the files of the result */
    public record Measured(ResultDocument result, ResultDirectory directory) {}
}
