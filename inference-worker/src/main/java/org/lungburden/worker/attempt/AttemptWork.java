package org.lungburden.worker.attempt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.KnownFile;
import org.lungburden.job.Claim;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobReview;
import org.lungburden.job.Revision;
import org.lungburden.job.Stage;
import org.lungburden.job.Task;
import org.lungburden.job.Upload;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.Correction;
import org.lungburden.worker.lease.AttemptWatch;

/** The work of one attempt: fetch, process, store. */
public final class AttemptWork {
    private final StudyProcessor processor;
    private final StudyFetch fetch;
    private final ResultWriter results;
    private final WorkerMetrics metrics;
    private final LongSupplier nanos;

    public AttemptWork(StudyProcessor processor, ArtifactStore artifacts, WorkerMetrics metrics, LongSupplier nanos) {
        this.processor = processor;
        this.fetch = new StudyFetch(artifacts);
        this.results = new ResultWriter(artifacts);
        this.metrics = metrics;
        this.nanos = nanos;
    }

    /** The artifact store failed, not the access to the pipeline's own files. */
    static final class StoreFault extends Exception {
        private static final long serialVersionUID = 1L;

        StoreFault(IOException cause) {
            super(cause);
        }
    }

    /** @param workspace empty and private */
    AttemptEnd.Done run(Claim claim, AttemptWatch watch, Path workspace) throws IOException, StoreFault {
        try (StageTimes times = new StageTimes(metrics, nanos)) {
            return run(claim, watch, workspace, times);
        }
    }

    private AttemptEnd.Done run(Claim claim, AttemptWatch watch, Path workspace, StageTimes times)
            throws IOException, StoreFault {
        Path upload = workspace.resolve("study");
        Path output = Files.createDirectory(workspace.resolve("output"));

        times.at(Stage.FETCHING);
        watch.at(Stage.FETCHING, 0);
        fetch(claim, claim.job().upload(), upload, watch);

        StudyProcessor.Submitted submitted = submitted(claim, upload, workspace, watch);
        StudyProcessor.ProcessedStudy processed = processor.process(submitted, output, (stage, progress) -> {
            times.at(stage);
            watch.at(stage, progress);
        });

        times.at(Stage.WRITING);
        List<JobArtifact> stored = store(claim, processed.files(), watch);
        ResultDocument.Measured measured = processed.measured();
        String json = measured == null ? "" : ResultWriter.json(measured, claim, stored, times.endMs());
        return new AttemptEnd.Done(json, stored);
    }

    private StudyProcessor.Submitted submitted(Claim claim, Path upload, Path workspace, AttemptWatch watch)
            throws StoreFault {
        Job job = claim.job();
        Task task = claim.task();
        if (task == null) {
            return new StudyProcessor.Submitted(
                    upload, job.id(), job.reference(), job.seriesInstanceUid(), job.files());
        }
        StudyProcessor.Submitted again = new StudyProcessor.Submitted(
                upload,
                job.id(),
                job.reference(),
                task.seriesInstanceUid(),
                job.files(),
                new StudyProcessor.Order.Image());
        return task.kind() == Task.Kind.IMAGE ? again : again.with(remeasure(claim, task, workspace, watch));
    }

    private StudyProcessor.Order remeasure(Claim claim, Task task, Path workspace, AttemptWatch watch)
            throws StoreFault {
        Revision revision = task.requiredRevision();
        Revision.StoredLabels stored = revision.labels();
        Path labels = workspace.resolve("labels.nii.gz");
        fetch(claim, new Upload(stored.key(), stored.bytes(), stored.sha256(), Upload.Format.GZIP), labels, watch);
        Correction correction = new Correction(
                revision.number(),
                revision.base(),
                revision.author(),
                revision.createdAt(),
                acceptance(claim.job().review(), revision));
        JobArtifact before = task.before();
        if (before == null || !claim.job().files().holds(KnownFile.DICOM_MEASUREMENTS)) {
            return new StudyProcessor.Order.Remeasure(labels, correction, null);
        }
        Path report = workspace.resolve(before.name());
        fetch(claim, new Upload(before.key(), before.bytes(), before.sha256(), Upload.Format.ZIP), report, watch);
        return new StudyProcessor.Order.Remeasure(labels, correction, report);
    }

    /** As it stands when the attempt begins; a later change brings a task of its own. */
    private static Correction.@Nullable Acceptance acceptance(JobReview review, Revision revision) {
        String by = review.acceptedBy();
        Instant at = review.acceptedAt();
        return by == null || at == null || review.accepted() != revision.number()
                ? null
                : new Correction.Acceptance(by, at);
    }

    private void fetch(Claim claim, Upload source, Path target, AttemptWatch watch) throws StoreFault {
        try {
            StoreCalls.run(claim, () -> {
                fetch.fetch(source, target, progress -> watch.at(Stage.FETCHING, progress));
                return target;
            });
        } catch (IOException e) {
            throw new StoreFault(e);
        }
    }

    private List<JobArtifact> store(Claim claim, List<StudyProcessor.OutputFile> files, AttemptWatch watch)
            throws StoreFault {
        List<JobArtifact> stored = new ArrayList<>();
        try {
            for (StudyProcessor.OutputFile file : files) {
                watch.checkpoint();
                stored.add(StoreCalls.run(claim, () -> results.store(claim, file)));
            }
        } catch (IOException e) {
            throw new StoreFault(e);
        }
        return stored;
    }
}
