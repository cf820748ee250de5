package org.lungburden.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.Category;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobStatus;
import org.lungburden.job.StudyChoices;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.exit.CommandFailedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uses a LungBurden service over HTTP, like any other client. */
public final class ServiceClient {
    private static final Duration POLL = Duration.ofMillis(150);
    /** The service answers at once when the job ends; otherwise this wait sets how often progress arrives. */
    private static final String WAIT = "?wait=400ms";

    private static final int NOT_FOUND = 404;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ServiceAddress service;
    private final @Nullable String key;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** @param key shown with each request; null for a service that asks for none */
    public ServiceClient(ServiceAddress service, @Nullable String key) {
        this.service = service;
        this.key = key;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.at(path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    /**
     * @param reference appears in the result and on the picture; null for no reference
     * @param choices a choice that is not made is the service's
     */
    public JobView submit(Path study, @Nullable String reference, StudyChoices choices)
            throws IOException, InterruptedException {
        FileChoice files = choices.files();
        // a service of an earlier version refuses a parameter that it does not know
        String query = Stream.of(
                        parameter("reference", reference),
                        parameter("seriesInstanceUid", choices.seriesInstanceUid()),
                        parameter("files", files == null ? null : files.text()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("&"));
        HttpRequest request = request("/v1/jobs" + (query.isEmpty() ? "" : "?" + query))
                .header("Content-Type", "application/octet-stream")
                // a service that refuses the head tells why; it would cut a body off
                .expectContinue(true)
                .POST(BodyPublishers.ofFile(study))
                .build();
        return read(send(request), JobView.class);
    }

    private static Optional<String> parameter(String name, @Nullable String value) {
        return Optional.ofNullable(value).map(text -> name + "=" + URLEncoder.encode(text, UTF_8));
    }

    /** Polls until the job succeeds. Ends the command with the job's own error code when the job ends otherwise. */
    public JobView await(String jobId, Consumer<JobView> listener) throws IOException, InterruptedException {
        while (true) {
            long asked = System.nanoTime();
            JobView job = read(get("/v1/jobs/" + jobId + WAIT), JobView.class);
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

    /** Cancels a job that nobody needs anymore. The answer does not matter, since the job may have ended already. */
    public void cancel(String jobId) throws IOException, InterruptedException {
        http.send(
                request("/v1/jobs/" + jobId + "/cancel")
                        .timeout(CANCEL_TIMEOUT)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    /** Downloads result and artifacts, and checks each artifact's digest. */
    public ResultDocument download(String jobId, ResultDirectory directory) throws IOException, InterruptedException {
        byte[] json = get("/v1/jobs/" + jobId + "/result");
        ResultDocument result = read(json, ResultDocument.class);
        directory.writeResult(json);
        for (ResultDocument.Artifact artifact : result.artifacts()) {
            HttpResponse<InputStream> response =
                    exchange(request(path(jobId, artifact)).build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw failureOf(response.statusCode(), body.readAllBytes());
                }
                directory.write(artifact.name(), body, artifact.sha256());
            }
        }
        return result;
    }

    /**
     * Builds the address instead of using the artifact's link: a proxy that adds a path prefix does not add the prefix
     * to the links in answers.
     */
    private static String path(String jobId, ResultDocument.Artifact artifact) {
        return "/v1/jobs/" + jobId + "/artifacts/" + URLEncoder.encode(artifact.name(), UTF_8);
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        return send(request(path).timeout(TIMEOUT).build());
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw failureOf(response.statusCode(), response.body());
        }
        return response.body();
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) throws InterruptedException {
        try {
            return http.send(request, handler);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            if (e.getCause() instanceof ConnectException inner
                    && inner.getCause() instanceof UnresolvedAddressException) {
                throw CommandFailedException.badInput("--server: no machine has the name in " + service);
            }
            throw CommandFailedException.failed("UNAVAILABLE: no service answers at " + service, e);
        } catch (IOException e) {
            throw CommandFailedException.failed("UNAVAILABLE: the connection to " + service + " broke off", e);
        }
    }

    private <T> T read(byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JacksonException notOurs) {
            throw CommandFailedException.badInput("no LungBurden service answers at " + service);
        }
    }

    private static CommandFailedException failureOf(JobView job) {
        JobView.Fault error = job.error();
        if (error == null) {
            return CommandFailedException.failed(job.status() + ": the job ended without a result");
        }
        String line = error.text();
        boolean input = Arrays.stream(ErrorCode.values())
                .anyMatch(known ->
                        known.category() == Category.INPUT && known.name().equals(error.code()));
        return input ? CommandFailedException.badInput(line) : CommandFailedException.failed(line);
    }

    private CommandFailedException failureOf(int status, byte[] body) {
        String line;
        try {
            JsonNode problem = JSON.readTree(body);
            line = problem.path("code").asString("HTTP " + status) + ": "
                    + problem.path("detail").asString("the service refused the request");
        } catch (JacksonException notAProblem) {
            line = status == NOT_FOUND
                    ? "no LungBurden service answers at " + service
                    : "HTTP " + status + ": the service answered something that is no problem document";
        }
        return status < 500 ? CommandFailedException.badInput(line) : CommandFailedException.failed(line);
    }
}
