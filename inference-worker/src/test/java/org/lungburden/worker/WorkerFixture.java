package org.lungburden.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.file.FileArtifactStore;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Claim;
import org.lungburden.job.JobSettings;
import org.lungburden.job.Stage;
import org.lungburden.job.Upload;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.result.ResultDocument;
import org.lungburden.worker.attempt.AttemptFinish;
import org.lungburden.worker.attempt.AttemptRunner;
import org.lungburden.worker.attempt.AttemptStores;
import org.lungburden.worker.attempt.AttemptWork;
import org.lungburden.worker.attempt.WorkerMetrics;
import org.lungburden.worker.attempt.Workspaces;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** A worker on fakes: the time stands still unless a test moves it. */
public final class WorkerFixture {
    public static final JobSettings JOBS = bind("lungburden.job", JobSettings.class, Map.of());

    public final AtomicLong nanos = new AtomicLong(1);
    public final MeterRegistry meters = new SimpleMeterRegistry();
    public final WorkerMetrics metrics = new WorkerMetrics(meters);
    public final List<Integer> exits = new CopyOnWriteArrayList<>();
    public final List<ErrorCode> exitCodes = new CopyOnWriteArrayList<>();
    public final FileArtifactStore artifacts;
    public final CutOffJobStore store;
    final Workspaces workspaces;
    final Path workFolder;
    public WorkerSettings settings;
    public JobSettings jobs = JOBS;
    public Runnable onExit = () -> {};
    public Duration pauseStep = Duration.ofSeconds(1);

    public WorkerFixture(Path folder) throws IOException {
        artifacts = new FileArtifactStore(folder.resolve("artifacts"), DataSize.ofBytes(0));
        artifacts.create();
        var stored =
                artifacts.put("uploads/1", new ByteArrayInputStream("study".getBytes(StandardCharsets.UTF_8)), 100);
        store = new CutOffJobStore(new Upload("uploads/1", stored.bytes(), stored.sha256(), Upload.Format.ZIP));
        workFolder = folder.resolve("work");
        workspaces = new Workspaces(workFolder);
        settings = settings(false);
    }

    /** A worker whose process ends when an attempt finds no memory. */
    public void exitWithoutMemory() {
        settings = settings(true);
    }

    private WorkerSettings settings(boolean exitWithoutMemory) {
        return bind(
                "lungburden.worker",
                WorkerSettings.class,
                Map.of(
                        "lungburden.worker.work-directory", workFolder.toString(),
                        "lungburden.worker.idle-poll", "20ms",
                        "lungburden.worker.fence-interval", "0ms",
                        "lungburden.worker.stop-grace", "0ms",
                        "lungburden.worker.progress-interval", "0ms",
                        "lungburden.worker.exit-without-memory", Boolean.toString(exitWithoutMemory)));
    }

    public void exit(int status, ErrorCode why) {
        onExit.run();
        exits.add(status);
        exitCodes.add(why);
    }

    public double attempts(String outcome, String code) {
        return meters.get("lungburden.attempts")
                .tags("outcome", outcome, "code", code)
                .counter()
                .count();
    }

    public static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
    }

    public AttemptRunner runner(StudyProcessor processor) {
        return runner(processor, artifacts);
    }

    public AttemptRunner runner(StudyProcessor processor, ArtifactStore artifacts) {
        AttemptWork work = new AttemptWork(processor, artifacts, metrics, nanos::get);
        AttemptStores stores = new AttemptStores(store, store);
        AttemptFinish finish = new AttemptFinish(stores, settings, metrics, pause -> advance(pauseStep));
        return new AttemptRunner(stores, work, finish, workspaces, jobs, settings, metrics, this::exit, nanos::get);
    }

    /** Claims a fresh job and runs it to its end. */
    public Claim run(StudyProcessor processor) {
        Claim claim = store.claim(store.queue(), "w", JOBS.lease()).orElseThrow();
        runner(processor).run(claim, nanos.get());
        return claim;
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Files and folders left over from attempts. */
    public List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(workFolder, 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("study-"))
                    .toList();
        }
    }

    /** Copies the study into one artifact. */
    public static StudyProcessor.ProcessedStudy processed(
            StudyProcessor.Submitted upload, Path output, StudyProcessor.Listener listener) throws IOException {
        listener.at(Stage.DECODING, 0.5);
        Path labels = Files.copy(upload.file(), output.resolve("labels.nii.gz"));
        ResultDocument.Measured result = new ResultDocument.Measured(
                new ResultDocument.Study(
                        "NIFTI", null, null, null, 1, 1, 1, List.of(1.0, 1.0, 1.0), "UNKNOWN", null, null),
                new ResultDocument.VolumesMl(1, null, null, 0.5, 0.25, 0.75),
                new ResultDocument.BurdenPercent(75, 50, 25),
                List.of(),
                null,
                null,
                null,
                List.of(new ResultDocument.Density("LUNG", -800, null, null, null, null)),
                null,
                null,
                List.of(),
                new ResultDocument.Model("m", "1", "00"));
        return new StudyProcessor.ProcessedStudy(
                result, List.of(new StudyProcessor.OutputFile("labels.nii.gz", "application/gzip", labels)));
    }

    /** Work that goes on until it is interrupted. */
    public static StudyProcessor.ProcessedStudy endless() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        throw new AssertionError("cannot be reached");
    }
}
