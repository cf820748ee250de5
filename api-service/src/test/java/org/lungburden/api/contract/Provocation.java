package org.lungburden.api.contract;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.lungburden.access.AccessScope;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.LabelFiles;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.springframework.transaction.CannotCreateTransactionException;

/** Asks one call so that it must answer with a given problem. */
final class Provocation {
    private static final String KEY = "Idempotency-Key";
    private static final String FORM = "multipart/form-data; boundary=" + Studies.BOUNDARY;
    private static final String FILE = "labels.nii.gz";
    private static final String BATCH = "batch-1";
    private static final String SUBJECT = "subject-1";

    private final ApiServer server;
    private final String method;
    private final String template;
    private final int status;
    private Job job = Jobs.succeeded();
    private byte[] study = Studies.zip("a");

    /** @param call such as {@code GET /v1/jobs/{id}} */
    Provocation(ApiServer server, String call, int status) {
        this.server = server;
        this.method = call.split(" ", 2)[0];
        this.template = call.split(" ", 2)[1];
        this.status = status;
    }

    Answer provoke(ErrorCode code) throws IOException, InterruptedException {
        boolean ofTheJob = status == 409
                && (template.endsWith("/result") || template.endsWith("/agreement"))
                && code != ErrorCode.JOB_NOT_FINISHED;
        if (RevisionProvocation.provokes(template) && code == ErrorCode.REQUEST_TIMEOUT) {
            job = RevisionProvocation.correctable(server);
        } else if (RevisionProvocation.provokes(template) && !ofTheJob) {
            Optional<Answer> answer = new RevisionProvocation(server, method, template).provoke(code);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        if (SessionProvocation.provokes(method, template, code)) {
            HttpResponse<byte[]> answer = new SessionProvocation(server, method, template).provoke(code);
            return new Answer(answer.statusCode(), ApiServer.text(answer));
        }
        if (ofTheJob || status == 409 && template.endsWith("/files.zip") && code != ErrorCode.JOB_NOT_FINISHED) {
            return of(code == ErrorCode.JOB_CANCELLED ? Jobs.cancelled() : Jobs.failed(code, code.sentence()));
        }
        return switch (code) {
            case PATH_NOT_FOUND, METHOD_NOT_ALLOWED, UNAUTHENTICATED -> send(request(""));
            case FORBIDDEN -> {
                boolean corrects = RevisionProvocation.provokes(template) && !method.equals("GET");
                String key = server.keys.create(Jobs.OWNER, corrects ? AccessScope.READ : AccessScope.CORRECT);
                yield send(request("").header("Authorization", "Bearer " + key));
            }
            case RATE_LIMITED -> {
                String key = "Bearer " + server.keys.create(Jobs.OWNER, AccessScope.values());
                useUp(key);
                yield send(request("").header("Authorization", key));
            }
            case QUEUE_FULL -> {
                server.jobs.add(Jobs.queued());
                String key = "Bearer " + server.keys.create(Jobs.OWNER, AccessScope.SUBMIT);
                yield send(request("").header("Authorization", key));
            }
            case ORIGIN_NOT_ALLOWED -> send(request("").header("Origin", "https://elsewhere.example"));
            case HOST_NOT_ALLOWED -> raw("elsewhere.example", "X-Nothing: 1");
            case INVALID_REQUEST -> send(request("?unknown=1"));
            case CALLBACK_NOT_ALLOWED -> send(request("?callbackUrl=ftp://receiver.example"));
            case NOT_ACCEPTABLE -> send(request("").header("Accept", "text/html"));
            case HEADERS_TOO_LARGE -> raw("X-Large: " + "x".repeat(17_000));
            case JOB_NOT_FOUND, BATCH_NOT_FOUND, SUBJECT_NOT_FOUND -> send(request(""));
            case RANGE_NOT_SATISFIABLE -> outOfRange();
            case JOB_NOT_FINISHED -> of(Jobs.running());
            case ARTIFACT_NOT_FOUND, INVALID_TRANSITION -> of(Jobs.succeeded());
            case RESULT_GONE -> of(Jobs.expired());
            case UPLOAD_GONE -> of(Jobs.cancelled());
            case PRECONDITION_FAILED -> {
                server.jobs.add(job);
                yield send(request("").header("If-Match", "\"99\""));
            }
            case UNAVAILABLE -> failing(new CannotCreateTransactionException("away"));
            case INTERNAL -> failing(new IllegalStateException("a bug"));
            default -> post(code);
        };
    }

    /** With some of the minute left, since a stream of events would not end. */
    private void useUp(String key) throws IOException, InterruptedException {
        long left;
        do {
            HttpResponse<byte[]> answer = server.send(server.request("/v1/jobs").header("Authorization", key));
            left = answer.statusCode() == 429
                    ? answer.headers().firstValueAsLong("Retry-After").orElse(0)
                    : 0;
        } while (left < 3);
    }

    private Answer post(ErrorCode code) throws IOException, InterruptedException {
        return switch (code) {
            case UPLOAD_EMPTY -> of(new byte[0]);
            case UPLOAD_TOO_LARGE -> of(Studies.nifti(ApiServer.MAX_UPLOAD_BYTES));
            case NOT_AN_ARCHIVE -> of("some notes".getBytes(StandardCharsets.US_ASCII));
            case ARCHIVE_UNSAFE -> of(Studies.zip("../../etc/passwd"));
            case ARCHIVE_ENCRYPTED -> of(Studies.encryptedZip());
            case ARCHIVE_TOO_LARGE -> of(Studies.zipOf4Gb());
            case DIGEST_MISMATCH -> send(request("").header("Content-Digest", "sha-256=:" + "A".repeat(43) + "=:"));
            case UNSUPPORTED_MEDIA_TYPE -> send(request("").setHeader("Content-Type", "text/plain"));
            case IDEMPOTENCY_IN_FLIGHT -> {
                server.jobs.keys.reserve(Jobs.OWNER, KEY);
                yield send(request("").header(KEY, KEY));
            }
            case IDEMPOTENCY_KEY_REUSED -> {
                send(request("").header(KEY, KEY));
                study = Studies.zip("another");
                yield send(request("").header(KEY, KEY));
            }
            case STORE_FULL -> {
                server.artifacts.failPuts(new CodedException(ErrorCode.STORE_FULL));
                yield send(request(""));
            }
            case REQUEST_TIMEOUT -> stalled();
            default -> throw new AssertionError("nobody knows how to provoke " + code);
        };
    }

    private Answer of(Job known) throws IOException, InterruptedException {
        job = known;
        server.jobs.add(known);
        return send(request(""));
    }

    private Answer of(byte[] body) throws IOException, InterruptedException {
        study = body;
        return send(request(""));
    }

    private Answer failing(RuntimeException failure) throws IOException, InterruptedException {
        server.jobs.add(job);
        server.jobs.failReads(failure);
        server.jobs.failSubmits(failure, false);
        if (failure instanceof IllegalStateException) {
            server.models.register("m", "1", "0", "no manifest");
        }
        return send(request(""));
    }

    private Answer outOfRange() throws IOException, InterruptedException {
        JobArtifact file = new JobArtifact(FILE, "jobs/1/labels.nii.gz", "application/gzip", 3, "0".repeat(64));
        server.jobs.add(job);
        server.jobs.addResult(job.id(), "{}", List.of(file));
        server.artifacts.add(file.key(), new byte[3]);
        return send(request("").header("Range", "bytes=9-"));
    }

    private String path() {
        return template.replace("{id}", job.id().toString())
                .replace("{name}", FILE)
                .replace("{revision}", "0")
                .replace("{batch}", BATCH)
                .replace("{subject}", SUBJECT)
                .concat(given());
    }

    /** The parameters without which the call is malformed. */
    private String given() {
        return savesRevision() ? "?base=0" : template.endsWith("/{id}/agreement") ? "?revision=0" : "";
    }

    private boolean savesRevision() {
        return template.endsWith("/revisions") && method.equals("POST");
    }

    private HttpRequest.Builder request(String query) {
        HttpRequest.Builder request = server.request(path() + (given().isEmpty() ? query : query.replace('?', '&')));
        if (method.equals("PATCH")) {
            return request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString("{\"batch\": \"b\"}"));
        }
        if (savesRevision()) {
            return request.header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofByteArray(LabelFiles.gzip(LabelFiles.labels())));
        }
        if (method.equals("PUT")) {
            return request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString("{\"revision\": 0}"));
        }
        if (!template.startsWith("/v1/jobs") || !method.equals("POST") || template.contains("{id}")) {
            return request.method(method, BodyPublishers.noBody());
        }
        boolean form = template.endsWith("/form");
        return request.header("Content-Type", form ? FORM : "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(form ? Studies.form("study", study) : study));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = server.send(request);
        return new Answer(answer.statusCode(), ApiServer.text(answer));
    }

    /** Announces more than it sends. */
    private Answer stalled() throws IOException {
        String type = template.equals(SessionProvocation.PATH)
                        || List.of("PATCH", "PUT").contains(method)
                ? "application/json"
                : "application/octet-stream";
        type = template.endsWith("/form") ? FORM : type;
        return raw("Content-Length: 5000\r\nContent-Type: " + type);
    }

    private Answer raw(String headers) throws IOException {
        return raw("localhost", headers);
    }

    private Answer raw(String host, String headers) throws IOException {
        String head = method + " " + path() + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers
                + "\r\n\r\n";
        try (Socket socket = RawHttp.connect(server.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String problem = answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
            return new Answer(Integer.parseInt(answer.substring(9, 12)), problem);
        }
    }

    /** A problem as it came. */
    record Answer(int status, String body) {}
}
