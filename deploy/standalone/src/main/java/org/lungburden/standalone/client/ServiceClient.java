package org.lungburden.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.job.JobStatus;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.StudyFailedException;
import tools.jackson.databind.JsonNode;

/** Uses a LungBurden service over HTTP, like any other client. */
public final class ServiceClient {
    /** How often progress arrives; the service answers at once when the job's state changes. */
    public static final Duration WAIT = Duration.ofMillis(400);

    private static final Duration POLL = Duration.ofMillis(150);
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);
    private static final String JOBS = "/v1/jobs";

    private final ServiceCalls calls;

    /** Takes the first answer of the service, see {@link Patience#NONE}. */
    public ServiceClient(ServiceAddress service, @Nullable String key) {
        this(service, key, Patience.NONE);
    }

    /** @param key shown with each request; null for a service that asks for none */
    public ServiceClient(ServiceAddress service, @Nullable String key, Patience patience) {
        this.calls = new ServiceCalls(service, key, patience);
    }

    /** A choice that is not made is the service's. */
    public JobView submit(Path study, Submission submission) throws IOException, InterruptedException {
        FileChoice files = submission.choices().files();
        // a service of an earlier version refuses a parameter that it does not know
        String query = Stream.of(
                        parameter("reference", submission.reference()),
                        parameter("subject", submission.subject()),
                        parameter("batch", submission.batch()),
                        parameter(
                                "acquiredOn",
                                Optional.ofNullable(submission.acquiredOn())
                                        .map(LocalDate::toString)
                                        .orElse(null)),
                        parameter("priority", submission.priority()),
                        parameter("seriesInstanceUid", submission.choices().seriesInstanceUid()),
                        parameter("files", files == null ? null : files.text()),
                        parameter("callbackUrl", submission.callbackUrl()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("&"));
        HttpRequest request = calls.request(JOBS + (query.isEmpty() ? "" : "?" + query))
                .header("Content-Type", "application/octet-stream")
                // a second try after a broken connection must not make a second job
                .header("Idempotency-Key", UUID.randomUUID().toString())
                // a service that refuses the head tells why; it would cut a body off
                .expectContinue(true)
                .POST(BodyPublishers.ofFile(study))
                .build();
        return calls.read(calls.send(request), JobView.class);
    }

    private static Optional<String> parameter(String name, @Nullable String value) {
        return Optional.ofNullable(value).map(text -> name + "=" + encoded(text));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /**
     * Polls until the job succeeds. Ends with the job's own error code when the job ends otherwise.
     *
     * @param wait how often progress arrives
     * @throws StudyFailedException when the job ended without a result
     */
    public JobView await(String jobId, Duration wait, Consumer<JobView> listener)
            throws IOException, InterruptedException {
        while (true) {
            long asked = System.nanoTime();
            JobView job = job(jobId, wait);
            listener.accept(job);
            if (job.is(JobStatus.SUCCEEDED)) {
                return job;
            }
            if (job.finished()) {
                throw failureOf(job);
            }
            pauseUntil(asked + POLL.toNanos());
        }
    }

    /** Limits the rate of requests to a service that ignores the wait. */
    private static void pauseUntil(long nanoTime) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
    }

    /** @param wait longest time until the answer, which comes at once when the state changes; zero for no wait */
    public JobView job(String jobId, Duration wait) throws IOException, InterruptedException {
        String query = wait.isZero() ? "" : "?wait=" + wait.toMillis() + "ms";
        return calls.read(calls.get(path(jobId) + query), JobView.class);
    }

    /** A job as the service tells it, for programs. */
    public JsonNode jobJson(String jobId) throws IOException, InterruptedException {
        return calls.read(calls.get(path(jobId)));
    }

    /** Each job of a batch as the service tells it, the newest first. */
    public void eachOf(String batch, Consumer<JsonNode> use) throws IOException, InterruptedException {
        String next = null;
        do {
            String cursor = next == null ? "" : "&cursor=" + encoded(next);
            JsonNode page = calls.read(calls.get(JOBS + "?limit=200&batch=" + encoded(batch) + cursor));
            page.path("items").forEach(use);
            next = page.path("nextCursor").stringValue(null);
        } while (next != null);
    }

    public JobView view(JsonNode job) {
        return calls.read(job.toString().getBytes(UTF_8), JobView.class);
    }

    /** Where a batch stands. */
    public BatchView batch(String batch) throws IOException, InterruptedException {
        return calls.read(calls.get(batchPath(batch)), BatchView.class);
    }

    /** Cancels what has not ended. */
    public BatchView cancelBatch(String batch) throws IOException, InterruptedException {
        HttpRequest request = calls.request(batchPath(batch) + "/cancel")
                .POST(BodyPublishers.noBody())
                .build();
        return calls.read(calls.send(request), BatchView.class);
    }

    /** The table of a batch (RFC 4180); the caller closes it. */
    public InputStream table(String batch) throws IOException, InterruptedException {
        return calls.open(batchPath(batch) + "/measurements.csv");
    }

    /** Any name may be written so, also one with slashes. */
    private static String batchPath(String batch) {
        return "/v1/batches/~b64." + Base64.getUrlEncoder().withoutPadding().encodeToString(batch.getBytes(UTF_8));
    }

    /** Follows the caller's jobs until the stream breaks off; see {@link EventLines}. */
    EventLines events(@Nullable String lastId) throws IOException, InterruptedException {
        HttpRequest.Builder request = calls.request("/v1/events");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        return new EventLines(calls.open(request.build()), calls);
    }

    /** Cancels a job that nobody needs anymore. The answer does not matter, since the job may have ended already. */
    public void giveUp(String jobId) throws IOException, InterruptedException {
        calls.tell(cancelling(jobId).timeout(CANCEL_TIMEOUT).build());
    }

    /** The job as it is after the cancel. */
    public JobView cancel(String jobId) throws IOException, InterruptedException {
        return calls.read(calls.send(cancelling(jobId).build()), JobView.class);
    }

    private HttpRequest.Builder cancelling(String jobId) {
        return calls.request(path(jobId) + "/cancel").POST(BodyPublishers.noBody());
    }

    /** Removes job, upload and files. */
    public void delete(String jobId) throws IOException, InterruptedException {
        calls.send(calls.request(path(jobId)).DELETE().build());
    }

    /** Name, version and digest of the network that measures now. */
    public String model() throws IOException, InterruptedException {
        JsonNode model = calls.read(calls.get("/v1/model"));
        return model.path("name").asString("") + " " + model.path("version").asString("") + " "
                + model.path("sha256").asString("");
    }

    /** Downloads result and artifacts, and checks each artifact's digest. */
    public ResultDocument download(String jobId, ResultDirectory directory) throws IOException, InterruptedException {
        return download(jobId, directory, null);
    }

    /** @param wanted the files to download; null for all that there are */
    public ResultDocument download(String jobId, ResultDirectory directory, @Nullable FileChoice wanted)
            throws IOException, InterruptedException {
        byte[] json = calls.get(path(jobId) + "/result");
        ResultDocument result = calls.read(json, ResultDocument.class);
        directory.writeResult(json);
        for (ResultDocument.Artifact artifact : result.artifacts()) {
            if (wanted != null
                    && KnownFile.named(artifact.name()).filter(wanted::holds).isEmpty()) {
                continue;
            }
            // The artifact's link may lack the prefix that a proxy adds.
            try (InputStream body = calls.open(path(jobId) + "/artifacts/" + encoded(artifact.name()))) {
                directory.write(artifact.name(), body, artifact.sha256());
            }
        }
        return result;
    }

    /**
     * What readers corrected.
     *
     * @param patience how long a worker may take for a scan
     */
    public Corrections corrections(Duration patience) {
        return new Corrections(calls, patience);
    }

    private static String path(String jobId) {
        return JOBS + "/" + encoded(jobId);
    }

    private static CommandFailedException failureOf(JobView job) {
        JobView.Fault error = job.error();
        if (error == null) {
            return new StudyFailedException(false, job.status(), "the job ended without a result");
        }
        return new StudyFailedException(error.ofTheStudy(), error.code(), error.text());
    }
}
