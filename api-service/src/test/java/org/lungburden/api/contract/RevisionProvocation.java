package org.lungburden.api.contract;

import java.io.IOException;
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
import org.lungburden.artifact.Sha256;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Upload;

/** Asks a call of revisions so that it must answer with a given problem of its own. */
final class RevisionProvocation {
    private static final String KEY = "Idempotency-Key";

    private final ApiServer server;
    private final String method;
    private final String template;
    private Job job = Jobs.succeeded();
    private byte[] body = LabelFiles.gzip(LabelFiles.labels());
    private String query = "?base=0";
    private String revision = "0";

    RevisionProvocation(ApiServer server, String method, String template) {
        this.server = server;
        this.method = method;
        this.template = template;
    }

    static boolean provokes(String template) {
        return template.contains("revision") || template.endsWith("/image") || compares(template);
    }

    private static boolean compares(String template) {
        return template.endsWith("/{id}/agreement");
    }

    /** Empty when the code is none of these calls alone. */
    Optional<Provocation.Answer> provoke(ErrorCode code) throws IOException, InterruptedException {
        boolean post = template.endsWith("/revisions") && method.equals("POST");
        switch (code) {
            case REVISION_NOT_FOUND -> revision = "7";
            case REVISION_CONFLICT -> query = "?base=3";
            case LABELS_UNREADABLE -> body = new byte[] {1, 2, 3};
            case LABELS_GEOMETRY_MISMATCH -> body = LabelFiles.gzip(LabelFiles.labels(3, 2, 3));
            case LABELS_VALUE_UNKNOWN -> body = LabelFiles.gzip(LabelFiles.with(9));
            case QUEUE_FULL -> server.revisions.full = true;
            case RESULT_GONE -> job = Jobs.expired();
            case UPLOAD_GONE -> job = Jobs.with(job, new Upload("uploads/1", 0, "0", Upload.Format.ZIP));
            case INVALID_TRANSITION -> job = Jobs.running();
            case JOB_NOT_FINISHED -> {
                job = Jobs.succeeded();
                revision = "1";
                server.revisions.add(job.id(), 1, JobStatus.RUNNING);
            }
            case PRECONDITION_FAILED, STORE_FULL, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_FLIGHT, DIGEST_MISMATCH -> {}
            case UNSUPPORTED_MEDIA_TYPE -> {}
            case UPLOAD_TOO_LARGE -> body = new byte[post ? ApiServer.MAX_UPLOAD_BYTES + 1 : 5000];
            case ARTIFACT_NOT_FOUND -> {
                server.jobs.add(job);
                if (compares(template)) {
                    server.jobs.addResult(job.id(), "{}", List.of());
                }
                return Optional.of(send(request()));
            }
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(provoked(code));
    }

    private Provocation.Answer provoked(ErrorCode code) throws IOException, InterruptedException {
        addJob();
        HttpRequest.Builder request = request();
        switch (code) {
            case QUEUE_FULL ->
                request.header("Authorization", "Bearer " + server.keys.create(Jobs.OWNER, AccessScope.CORRECT));
            case PRECONDITION_FAILED -> request.header("If-Match", "\"99\"");
            case STORE_FULL -> server.artifacts.failPuts(new CodedException(ErrorCode.STORE_FULL));
            case DIGEST_MISMATCH -> request.header("Content-Digest", "sha-256=:" + "A".repeat(43) + "=:");
            case UNSUPPORTED_MEDIA_TYPE -> request.setHeader("Content-Type", "text/plain");
            case IDEMPOTENCY_IN_FLIGHT -> {
                server.jobs.keys.reserve(Jobs.OWNER, KEY);
                request.header(KEY, KEY);
            }
            case IDEMPOTENCY_KEY_REUSED -> {
                send(request.header(KEY, KEY));
                body = LabelFiles.gzip(LabelFiles.with(2));
                request = request().header(KEY, KEY);
            }
            default -> {}
        }
        return send(request);
    }

    /** A job that takes corrections. */
    static Job correctable(ApiServer server) {
        RevisionProvocation provocation = new RevisionProvocation(server, "POST", "/revisions");
        provocation.addJob();
        return provocation.job;
    }

    private void addJob() {
        byte[] labels = LabelFiles.gzip(LabelFiles.labels());
        String key = "jobs/" + job.id() + "/1/labels.nii.gz";
        server.jobs.add(job);
        server.artifacts.add(key, labels);
        server.jobs.addResult(
                job.id(),
                "{}",
                List.of(new JobArtifact("labels.nii.gz", key, "application/gzip", labels.length, Sha256.of(labels))));
    }

    private HttpRequest.Builder request() {
        String path = template.replace("{id}", job.id().toString())
                .replace("{name}", "labels.nii.gz")
                .replace("{revision}", revision);
        if (method.equals("PUT")) {
            byte[] json = body.length == 5000
                    ? body
                    : ("{\"revision\": " + revision + "}").getBytes(StandardCharsets.US_ASCII);
            return server.request(path)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofByteArray(json));
        }
        if (template.endsWith("/revisions") && method.equals("POST")) {
            return server.request(path + query)
                    .header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofByteArray(body));
        }
        return server.request(path + (compares(template) ? "?revision=" + revision : ""))
                .method(method, BodyPublishers.noBody());
    }

    private Provocation.Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = server.send(request);
        return new Provocation.Answer(answer.statusCode(), ApiServer.text(answer));
    }
}
