package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.access.AccessScope;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.ContractFile;
import org.lungburden.api.testing.Jobs;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;

/**
 * Walks every call of {@code openapi.yaml} that names a job with the id of another owner's job. The answer must be the
 * one for a job that never was.
 */
class TenantsTest {
    private static final String FILE = "labels.nii.gz";

    private static ApiServer server;
    private static String key;
    private static Job theirs;

    @BeforeAll
    static void anotherOwnersJob() {
        server = ApiServer.start(Map.of("lungburden.auth", "keys"));
        key = server.keys.create(Jobs.OWNER, AccessScope.values());
        theirs = Jobs.ofAnother();
        server.jobs.add(theirs);
        server.jobs.addResult(
                theirs.id(),
                "{}",
                List.of(new JobArtifact(FILE, "jobs/1/labels.nii.gz", "application/gzip", 3, "0".repeat(64))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<String> callsOfAJob() {
        return ContractFile.tree().get("paths").properties().stream()
                .filter(path -> path.getKey().contains("{id}"))
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .filter(List.of("get", "post", "put", "patch", "delete")::contains)
                        .map(method -> method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()));
    }

    private static String answer(String call, UUID id) throws Exception {
        String[] parts = call.split(" ", 2);
        HttpResponse<byte[]> answer = server.send(
                server.request(parts[1].replace("{id}", id.toString()).replace("{name}", FILE))
                        .header("Authorization", "Bearer " + key)
                        .header("X-Request-Id", "walk")
                        .method(parts[0], BodyPublishers.noBody()));
        String body = ApiServer.text(answer).replace(id.toString(), "ID");
        return answer.statusCode() + " " + answer.headers().firstValue("ETag").orElse("") + " " + body;
    }

    @ParameterizedTest
    @MethodSource("callsOfAJob")
    void anotherOwnersJobNeverWas(String call) throws Exception {
        assertThat(answer(call, theirs.id()))
                .startsWith("404 ")
                .contains("JOB_NOT_FOUND")
                .isEqualTo(answer(call, UUID.randomUUID()));
    }

    @Test
    void noListAndNoStreamShowsAnotherOwnersJob() throws Exception {
        String list = ApiServer.text(server.send(server.request("/v1/jobs").header("Authorization", "Bearer " + key)));
        assertThat(list).contains("\"items\":[]");
        assertThat(callsOfAJob()).hasSizeGreaterThan(6);
    }

    @Test
    void theirOwnerSeesIt() throws Exception {
        String other = server.keys.create(theirs.owner(), AccessScope.READ);
        HttpResponse<byte[]> answer =
                server.send(server.request("/v1/jobs/" + theirs.id()).header("Authorization", "Bearer " + other));
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
