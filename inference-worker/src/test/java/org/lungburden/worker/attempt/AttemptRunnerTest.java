package org.lungburden.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.artifact.s3.S3ArtifactStore;
import org.lungburden.artifact.s3.S3Settings;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;
import org.lungburden.error.SeriesOption;
import org.lungburden.job.Claim;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.JobSettings;
import org.lungburden.job.JobStatus;
import org.lungburden.job.StudyChoices;
import org.lungburden.pipeline.SegmenterLostException;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.worker.WorkerFixture;
import org.lungburden.worker.lease.AttemptWatch;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.UncategorizedDataAccessException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class AttemptRunnerTest {
    @TempDir
    Path folder;

    private WorkerFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new WorkerFixture(folder);
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        assertThat(fixture.leftovers()).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void storesArtifactsUnderTheAttemptAndCompletesTheResult() throws IOException {
        Claim claim = fixture.run((upload, output, listener) -> {
            fixture.advance(Duration.ofMillis(40));
            StudyProcessor.ProcessedStudy processed = WorkerFixture.processed(upload, output, listener);
            fixture.advance(Duration.ofMillis(12));
            return processed;
        });
        String id = claim.job().id().toString();
        assertThat(fixture.store.status()).isEqualTo(JobStatus.SUCCEEDED);
        String key = "jobs/" + id + "/1-" + claim.token() + "/labels.nii.gz";
        assertThat(fixture.store.artifacts()).extracting(JobArtifact::key).containsExactly(key);
        assertThat(fixture.artifacts.size(key)).isEqualTo(5);

        JsonNode json =
                JsonMapper.builder().build().readTree(fixture.store.result().orElseThrow());
        assertThat(json.propertyNames()).startsWith("revision", "schemaVersion", "jobId", "study", "volumesMl");
        assertThat(json.get("jobId").asString()).isEqualTo(id);
        assertThat(json.at("/artifacts/0/href").asString()).isEqualTo("/v1/jobs/" + id + "/artifacts/labels.nii.gz");
        assertThat(json.at("/artifacts/0/sizeBytes").asInt()).isEqualTo(5);
        assertThat(json.at("/artifacts/0/sha256").asString())
                .isEqualTo(fixture.store.artifacts().get(0).sha256());
        assertThat(json.get("timingsMs").propertyNames()).containsExactly("FETCHING", "DECODING", "WRITING");
        assertThat(json.at("/timingsMs/FETCHING").asInt()).isEqualTo(40);
        assertThat(json.at("/timingsMs/DECODING").asInt()).isEqualTo(12);
        assertThat(json.at("/study").has("studyInstanceUid")).isFalse();
        assertThat(json.at("/study/contrastEnhanced").asString()).isEqualTo("UNKNOWN");
    }

    @Test
    void codedFaultKeepsItsCodeAndDetail() {
        fixture.run((upload, output, listener) -> {
            throw new CodedException(ErrorCode.MISSING_SLICES, "3 slices are missing.");
        });
        assertThat(fixture.store.error()).isEqualTo(new JobError(ErrorCode.MISSING_SLICES, "3 slices are missing."));
    }

    @Test
    void aFaultOfTheSeriesKeepsItsCandidates() {
        List<SeriesOption> candidates = List.of(new SeriesOption("1.2", 60, 5.0, "a volume"));
        fixture.run((upload, output, listener) -> {
            throw new SeriesChoiceException(ErrorCode.AMBIGUOUS_SERIES, "Two.", candidates);
        });
        assertThat(fixture.store.error()).isEqualTo(new JobError(ErrorCode.AMBIGUOUS_SERIES, "Two.", candidates));
    }

    @Test
    void thePipelineHearsWhichSeriesAndFilesTheClientAsksFor() {
        FileChoice image = new FileChoice(Set.of(KnownFile.IMAGE));
        List<StudyChoices> heard = new ArrayList<>();
        StudyProcessor processor = (upload, output, listener) -> {
            heard.add(new StudyChoices(upload.seriesInstanceUid(), upload.files()));
            return WorkerFixture.processed(upload, output, listener);
        };
        fixture.run(processor);
        Claim claim = fixture.store
                .claim(fixture.store.queue(new StudyChoices("1.2.3", image)), "w", WorkerFixture.JOBS.lease())
                .orElseThrow();
        fixture.runner(processor).run(claim, 0);
        assertThat(heard).containsExactly(new StudyChoices(null, FileChoice.DEFAULT), new StudyChoices("1.2.3", image));
    }

    @Test
    void outOfMemoryIsAResourceFault() {
        fixture.run((upload, output, listener) -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertFailed(ErrorCode.OUT_OF_MEMORY);
        assertThat(fixture.exits).isEmpty();
    }

    @Test
    void outOfMemoryEndsAWorkerOfItsOwnOnceItIsWritten() {
        fixture.exitWithoutMemory();
        fixture.run((upload, output, listener) -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        assertFailed(ErrorCode.OUT_OF_MEMORY);
        assertThat(fixture.exits).containsExactly(75);
    }

    /** Written first, so that the process that comes next finds the job where it belongs. */
    @Test
    void lostNetworkEndsTheAttemptAndThenTheProcess() {
        List<JobStatus> atExit = new ArrayList<>();
        fixture.onExit = () -> atExit.add(fixture.store.status());
        fixture.run((upload, output, listener) -> {
            throw new SegmenterLostException(ErrorCode.OUT_OF_MEMORY, new IllegalStateException("CUDA out of memory"));
        });
        assertFailed(ErrorCode.OUT_OF_MEMORY);
        assertThat(fixture.exits).containsExactly(75);
        assertThat(fixture.exitCodes).containsExactly(ErrorCode.OUT_OF_MEMORY);
        assertThat(atExit).containsExactly(JobStatus.QUEUED);
    }

    @Test
    void networkLostByAnAttemptThatWasCancelledEndsTheProcessToo() {
        fixture.run((upload, output, listener) -> {
            fixture.store.cancelled();
            try {
                return WorkerFixture.endless();
            } catch (IllegalStateException interrupted) {
                throw new SegmenterLostException(ErrorCode.WORKER_LOST, interrupted);
            }
        });
        assertThat(fixture.store.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(fixture.exits).containsExactly(75);
    }

    @Test
    void unknownExceptionIsInternalAndItsTextStaysInside() {
        fixture.run((upload, output, listener) -> {
            throw new IllegalStateException("/data/patient-name.dcm");
        });
        assertFailed(ErrorCode.INTERNAL);
    }

    @Test
    void fullLocalDiskIsADependencyFaultButAnyOtherBrokenReadIsABug() {
        fixture.run((upload, output, listener) -> {
            throw new IOException("No space left on device");
        });
        assertFailed(ErrorCode.DEPENDENCY_FAILED);
        fixture.run((upload, output, listener) -> {
            throw new IOException("stream closed");
        });
        assertFailed(ErrorCode.INTERNAL);
    }

    @Test
    void missingUploadIsGoneAndAChangedOneADependencyFault() throws IOException {
        Files.writeString(folder.resolve("artifacts/uploads/1"), "study2");
        fixture.run(WorkerFixture::processed);
        assertFailed(ErrorCode.DEPENDENCY_FAILED);
        fixture.artifacts.delete("uploads/1");
        fixture.run(WorkerFixture::processed);
        assertFailed(ErrorCode.UPLOAD_GONE);
    }

    @Test
    void unreachableS3StoreIsADependencyFault() throws IOException {
        Map<String, String> away = Map.of(
                "lungburden.artifacts.s3.endpoint", "http://127.0.0.1:9",
                "lungburden.artifacts.s3.access-key", "a",
                "lungburden.artifacts.s3.secret-key", "b",
                "lungburden.artifacts.s3.attempts", "1");
        S3Settings settings = WorkerFixture.bind("lungburden.artifacts.s3", S3Settings.class, away);
        Claim claim = fixture.store
                .claim(fixture.store.queue(), "w", WorkerFixture.JOBS.lease())
                .orElseThrow();
        try (S3ArtifactStore artifacts = new S3ArtifactStore("s3://bucket", settings)) {
            fixture.runner(WorkerFixture::processed, artifacts).run(claim, fixture.nanos.get());
        }
        assertFailed(ErrorCode.DEPENDENCY_FAILED);
    }

    @Test
    void brokenArtifactStoreIsADependencyFault() {
        fixture.run((upload, output, listener) -> {
            var processed = WorkerFixture.processed(upload, output, listener);
            Files.writeString(folder.resolve("artifacts/jobs"), "in the way");
            return processed;
        });
        assertFailed(ErrorCode.DEPENDENCY_FAILED);
    }

    @Test
    void cancelledJobStopsTheWorkAndWritesNothing() {
        fixture.run((upload, output, listener) -> {
            fixture.store.cancelled();
            return WorkerFixture.endless();
        });
        assertThat(fixture.store.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(fixture.store.error()).isNull();
        assertThat(fixture.store.result()).isEmpty();
    }

    /** A socket or a mount that hangs heeds no interrupt. */
    @ParameterizedTest
    @ValueSource(strings = {"open", "put"})
    void cancelledJobDoesNotWaitForAStoreThatHangs(String call) throws InterruptedException {
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ArtifactStore hanging = (ArtifactStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ArtifactStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(call)) {
                        fixture.store.cancelled();
                        awaitWhateverComes(answers);
                        try {
                            return method.invoke(fixture.artifacts, arguments);
                        } finally {
                            ended.countDown();
                        }
                    }
                    return method.invoke(fixture.artifacts, arguments);
                });
        Claim claim = fixture.store
                .claim(fixture.store.queue(), "w", WorkerFixture.JOBS.lease())
                .orElseThrow();
        fixture.runner(WorkerFixture::processed, hanging).run(claim, fixture.nanos.get());
        assertThat(fixture.store.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(fixture.attempts("abandoned", "none")).isEqualTo(1);
        answers.countDown();
        // the store writes on, and its folder goes with the test
        ended.await();
    }

    private static void awaitWhateverComes(CountDownLatch latch) {
        boolean waiting = true;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (InterruptedException hung) {
                continue;
            }
        }
    }

    @Test
    void deadlineEndsTheAttempt() {
        fixture.jobs =
                WorkerFixture.bind("lungburden.job", JobSettings.class, Map.of("lungburden.job.deadline", "20s"));
        fixture.run((upload, output, listener) -> {
            fixture.advance(Duration.ofSeconds(21));
            return WorkerFixture.endless();
        });
        assertFailed(ErrorCode.DEADLINE_EXCEEDED);
    }

    @Test
    void nothingIsWrittenAfterTheLease() {
        fixture.run((upload, output, listener) -> {
            fixture.store.outage = Integer.MAX_VALUE;
            fixture.advance(WorkerFixture.JOBS.lease());
            return WorkerFixture.endless();
        });
        assertThat(fixture.store.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(fixture.store.error()).isNull();
    }

    @Test
    void outageDuringCompletionIsWaitedOut() {
        fixture.run((upload, output, listener) -> {
            fixture.store.outage = 3;
            return WorkerFixture.processed(upload, output, listener);
        });
        assertThat(fixture.store.status()).isEqualTo(JobStatus.SUCCEEDED);
    }

    @Test
    void outageBeyondTheLeaseLeavesTheJobToTheReaper() {
        fixture.pauseStep = Duration.ofSeconds(11);
        fixture.run((upload, output, listener) -> {
            var processed = WorkerFixture.processed(upload, output, listener);
            fixture.store.outage = Integer.MAX_VALUE;
            return processed;
        });
        assertThat(fixture.store.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(fixture.store.artifacts()).isEmpty();
    }

    @Test
    void commitWhoseAnswerWasLostIsBelieved() {
        Claim claim = fixture.store
                .claim(fixture.store.queue(), "w", WorkerFixture.JOBS.lease())
                .orElseThrow();
        AttemptWatch watch = new AttemptWatch(
                fixture.store,
                claim.fence(),
                WorkerFixture.JOBS,
                fixture.settings,
                fixture::exit,
                fixture.nanos::get,
                fixture.nanos.get(),
                Thread.currentThread());
        watch.finishing();
        fixture.store.loseAnswer = true;
        new AttemptFinish(
                        new AttemptStores(fixture.store, fixture.store), fixture.settings, fixture.metrics, pause -> {})
                .write(claim, new AttemptEnd.Done("{}", List.of()), watch);
        assertThat(fixture.store.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(fixture.store.result()).contains("{\"revision\":0}");
    }

    @Test
    void resultThatCannotBeWrittenFailsTheJobInsteadOfBeingTriedForEver() {
        fixture.store.bug = new DataIntegrityViolationException("duplicate key");
        fixture.run(WorkerFixture::processed);
        assertFailed(ErrorCode.INTERNAL);
    }

    @Test
    void countsHowAttemptsEndAndHowLongTheirStagesTook() {
        fixture.run(WorkerFixture::processed);
        fixture.run((study, output, progress) -> {
            throw new CodedException(ErrorCode.NO_CT_IMAGES, ErrorCode.NO_CT_IMAGES.sentence());
        });
        assertThat(fixture.attempts("succeeded", "none")).isEqualTo(1);
        assertThat(fixture.attempts("failed", "NO_CT_IMAGES")).isEqualTo(1);
        assertThat(fixture.meters.get("lungburden.attempts.running").gauge().value())
                .isZero();
        assertThat(fixture.meters
                        .get("lungburden.stage")
                        .tag("stage", "fetching")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void rollbackThatFindsItsConnectionGoneIsNoBug() {
        fixture.store.bug =
                new UncategorizedDataAccessException("Unable to rollback", new SQLException("Connection is closed")) {
                    private static final long serialVersionUID = 1L;
                };
        fixture.run(WorkerFixture::processed);
        assertThat(fixture.store.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(fixture.store.error()).isNull();
    }

    @Test
    void attemptThatIsClaimedWhileTheWorkerStopsIsHandedBack() {
        AttemptRunner runner = fixture.runner((upload, output, listener) -> WorkerFixture.endless());
        Claim claim = fixture.store
                .claim(fixture.store.queue(), "w", WorkerFixture.JOBS.lease())
                .orElseThrow();
        runner.stopAfter(Duration.ZERO);
        runner.run(claim, fixture.nanos.get());
        assertThat(fixture.store.status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void fullHeapDoesNotEndTheKeeperOfTheLease() {
        fixture.store.exhausted = 2;
        fixture.run((upload, output, listener) -> {
            fixture.advance(WorkerFixture.JOBS.renewal());
            await().until(() -> fixture.store.renewals > 0);
            return WorkerFixture.processed(upload, output, listener);
        });
        assertThat(fixture.store.status()).isEqualTo(JobStatus.SUCCEEDED);
    }

    private void assertFailed(ErrorCode code) {
        assertThat(fixture.store.status()).isEqualTo(code.category().retried() ? JobStatus.QUEUED : JobStatus.FAILED);
        assertThat(fixture.store.error()).isEqualTo(new JobError(code, code.sentence()));
    }
}
