package org.lungburden.worker.attempt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.Claim;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.Stage;
import org.lungburden.pipeline.StudyProcessor;
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
        fetch(claim, upload, watch);

        StudyProcessor.Submitted submitted = new StudyProcessor.Submitted(
                upload,
                claim.job().id(),
                claim.job().reference(),
                claim.job().seriesInstanceUid(),
                claim.job().files());
        StudyProcessor.ProcessedStudy processed = processor.process(submitted, output, (stage, progress) -> {
            times.at(stage);
            watch.at(stage, progress);
        });

        times.at(Stage.WRITING);
        List<JobArtifact> stored = store(claim, processed.files(), watch);
        String json = ResultWriter.json(processed.result(), claim.job(), stored, times.endMs());
        return new AttemptEnd.Done(json, stored);
    }

    private void fetch(Claim claim, Path upload, AttemptWatch watch) throws StoreFault {
        try {
            StoreCalls.run(claim.fence(), () -> {
                fetch.fetch(claim.job().upload(), upload, progress -> watch.at(Stage.FETCHING, progress));
                return upload;
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
                stored.add(StoreCalls.run(claim.fence(), () -> results.store(claim.fence(), file)));
            }
        } catch (IOException e) {
            throw new StoreFault(e);
        }
        return stored;
    }
}
