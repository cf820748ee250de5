package org.lungburden.standalone.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.StudyFailedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP of a service's client: key, pauses while the service is busy, and what a refusal means. */
final class ServiceCalls {
    private static final int OK = 2;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final Set<Integer> OF_THE_STUDY = Set.of(413, 415, 422);
    private static final Set<String> OF_THE_REQUEST =
            Set.of(ErrorCode.CALLBACK_NOT_ALLOWED.name(), ErrorCode.IDEMPOTENCY_KEY_REUSED.name());
    private static final Set<Integer> BUSY = Set.of(CONFLICT, 429, 503);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ServiceAddress service;
    private final @Nullable String key;
    private final Patience patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private volatile boolean answered;

    ServiceCalls(ServiceAddress service, @Nullable String key, Patience patience) {
        this.service = service;
        this.key = key;
        this.patience = patience;
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.at(path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    byte[] get(String path) throws InterruptedException, IOException {
        return send(request(path).timeout(TIMEOUT).build());
    }

    byte[] send(HttpRequest request) throws InterruptedException, IOException {
        HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != OK) {
            throw failureOf(response.statusCode(), response.body());
        }
        return response.body();
    }

    /** The caller closes the stream. */
    InputStream open(String path) throws InterruptedException, IOException {
        return open(request(path).build());
    }

    /** The caller closes the stream. */
    InputStream open(HttpRequest request) throws InterruptedException, IOException {
        HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
        if (response.statusCode() / 100 != OK) {
            try (InputStream body = response.body()) {
                throw failureOf(response.statusCode(), body.readAllBytes());
            }
        }
        return response.body();
    }

    /** One try, whatever comes back. */
    void tell(HttpRequest request) throws IOException, InterruptedException {
        http.send(request, BodyHandlers.discarding());
    }

    <T> T read(byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JacksonException notOurs) {
            throw CommandFailedException.badInput("no LungBurden service answers at " + service);
        }
    }

    JsonNode read(byte[] json) {
        return read(json, JsonNode.class);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler)
            throws InterruptedException, IOException {
        Patience.Tries tries = patience.begin();
        while (true) {
            try {
                HttpResponse<T> response = http.send(request, handler);
                answered = true;
                Optional<Duration> asked =
                        BUSY.contains(response.statusCode()) ? retryAfter(response) : Optional.empty();
                if (asked.isEmpty() || !tries.again("the service is busy", asked.get())) {
                    return response;
                }
                if (response.body() instanceof InputStream body) {
                    body.close();
                }
            } catch (ConnectException | HttpConnectTimeoutException e) {
                if (!answered || !tries.again("no service answers at " + service, Duration.ZERO)) {
                    throw notThere(e);
                }
            } catch (IOException e) {
                if (!answered || !tries.again("the connection to " + service + " broke off", Duration.ZERO)) {
                    throw CommandFailedException.failed("UNAVAILABLE: the connection to " + service + " broke off", e);
                }
            }
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private CommandFailedException notThere(IOException e) {
        if (e.getCause() instanceof ConnectException inner && inner.getCause() instanceof UnresolvedAddressException) {
            return CommandFailedException.badInput("--server: no machine has the name in " + service);
        }
        return CommandFailedException.failed("UNAVAILABLE: no service answers at " + service, e);
    }

    private CommandFailedException failureOf(int status, byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String code = problem.path("code").asString("HTTP " + status);
            String detail = problem.path("detail").asString("the service refused the request");
            boolean ofTheStudy = OF_THE_STUDY.contains(status) && !OF_THE_REQUEST.contains(code);
            if (ofTheStudy || code.equals(ErrorCode.UPLOAD_EMPTY.name())) {
                return new StudyFailedException(true, code, detail);
            }
            return failure(status, code + ": " + detail);
        } catch (JacksonException notAProblem) {
            return failure(
                    status,
                    status == NOT_FOUND
                            ? "no LungBurden service answers at " + service
                            : "HTTP " + status + ": the service answered something that is no problem document");
        }
    }

    private static CommandFailedException failure(int status, String line) {
        return status < 500 ? CommandFailedException.badInput(line) : CommandFailedException.failed(line);
    }
}
