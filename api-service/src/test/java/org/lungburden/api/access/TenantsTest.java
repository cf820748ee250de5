package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.lungburden.api.testing.Studies;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.revision.Agreements.Corrected;
import org.lungburden.job.revision.Agreements.Volumes;

/**
 * Walks every call of {@code openapi.yaml} that names a job with the id of another owner's job. The answer must be the
 * one for a job that never was. Each call without a job stands in a table with the reason why it shows nothing of other
 * owners; a new call without a row fails.
 */
class TenantsTest {
    private static final String FILE = "labels.nii.gz";

    /** Where a test of its own shows that the owner's jobs alone are seen or changed. */
    private static final Map<String, String> WITHOUT_A_JOB = Map.ofEntries(
            Map.entry("POST /v1/jobs", "KeysTest.aJobBelongsToTheKeysOwner"),
            Map.entry("POST /v1/jobs/form", "aFormBelongsToItsOwner"),
            Map.entry("GET /v1/jobs", "noListAndNoStreamShowsAnotherOwnersJob"),
            Map.entry("GET /v1/batches", "noListAndNoStreamShowsAnotherOwnersJob"),
            Map.entry("GET /v1/subjects", "noListAndNoStreamShowsAnotherOwnersJob"),
            Map.entry("GET /v1/agreement", "noComparisonCountsAnotherOwnersJob"),
            Map.entry("GET /v1/agreement.csv", "noComparisonCountsAnotherOwnersJob"),
            Map.entry("GET /v1/events", "noListAndNoStreamShowsAnotherOwnersJob"),
            Map.entry("GET /v1/model", "the same for all owners"),
            Map.entry("GET /v1/webhook-secret", "everyOwnerHasItsOwnWebhookSecret"),
            Map.entry("POST /v1/webhook-secret/rotate", "everyOwnerHasItsOwnWebhookSecret"),
            Map.entry("GET /v1/audit", "noAuditShowsAnotherOwnersCalls"),
            Map.entry("POST /v1/session", "SessionsTest.twoOwnersSeeTheirOwnJobs"),
            Map.entry("GET /v1/session", "SessionsTest.aKeySignsABrowserInAndItsPageNeedsTheKeyNoMore"),
            Map.entry("DELETE /v1/session", "SessionsTest.twoOwnersSeeTheirOwnJobs"),
            Map.entry("GET /v1/session/oidc", "shows nothing of a job"),
            Map.entry("GET /v1/session/oidc/callback", "IssuerSessionsTest.theIssuersUserGetsASession"));

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
                ContractFile.tree().at("/components/examples/result/value").toString(),
                List.of(new JobArtifact(FILE, "jobs/1/labels.nii.gz", "application/gzip", 3, "0".repeat(64))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Stream<String> calls() {
        return ContractFile.tree().get("paths").properties().stream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .filter(List.of("get", "post", "put", "patch", "delete")::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }

    static Stream<String> callsOfAJob() {
        return calls().filter(call -> call.contains("/v1/jobs/{id}"));
    }

    static Stream<String> callsOfABatch() {
        return calls().filter(call -> call.contains("/v1/batches/{batch}"));
    }

    static Stream<String> callsOfASubject() {
        return calls().filter(call -> call.contains("/v1/subjects/{subject}"));
    }

    @Test
    void everyCallIsWalked() {
        assertThat(calls().filter(call -> !call.contains("/v1/jobs/{id}")
                        && !call.contains("/v1/batches/{batch}")
                        && !call.contains("/v1/subjects/{subject}")))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_A_JOB.keySet());
        assertThat(callsOfAJob()).hasSizeGreaterThan(6);
    }

    private static String answer(String call, UUID id) throws Exception {
        return answer(
                call.replace("{id}", id.toString()).replace("{name}", FILE).replace("{revision}", "0"), id.toString());
    }

    private static String answer(String call, String id) throws Exception {
        String[] parts = call.split(" ", 2);
        String json = switch (parts[0]) {
            case "PUT" -> "{\"revision\": 0}";
            case "PATCH" -> "{\"batch\": \"b\"}";
            default -> "";
        };
        boolean labels = parts[1].endsWith("/revisions") && parts[0].equals("POST");
        String given = labels ? "?base=0" : parts[1].endsWith("/agreement") ? "?revision=0" : "";
        HttpResponse<byte[]> answer = server.send(server.request(parts[1] + given)
                .header("Authorization", "Bearer " + key)
                .header("X-Request-Id", "walk")
                .header("Content-Type", json.isEmpty() ? "application/octet-stream" : "application/json")
                .method(parts[0], json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
        String body = ApiServer.text(answer).replace(id, "ID");
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

    @ParameterizedTest
    @MethodSource("callsOfASubject")
    void anotherOwnersSubjectNeverWas(String call) throws Exception {
        String subject = Objects.requireNonNull(theirs.subject());
        assertThat(answer(call.replace("{subject}", subject), subject))
                .startsWith("404 ")
                .contains("SUBJECT_NOT_FOUND")
                .isEqualTo(answer(call.replace("{subject}", "no-subject"), "no-subject"));
    }

    @ParameterizedTest
    @MethodSource("callsOfABatch")
    void anotherOwnersBatchNeverWas(String call) throws Exception {
        String batch = Objects.requireNonNull(theirs.batch());
        assertThat(answer(call.replace("{batch}", batch), batch))
                .startsWith("404 ")
                .contains("BATCH_NOT_FOUND")
                .isEqualTo(answer(call.replace("{batch}", "no-batch"), "no-batch"));
    }

    private static HttpRequest.Builder signedIn(String path) {
        return server.request(path).header("Authorization", "Bearer " + key);
    }

    /** A change of the own job tells that the stream was read to that point. */
    @Test
    void noListAndNoStreamShowsAnotherOwnersJob() throws Exception {
        assertThat(ApiServer.text(server.send(signedIn("/v1/jobs")))).contains("\"items\":[]");
        assertThat(ApiServer.text(server.send(signedIn("/v1/batches")))).contains("\"items\":[]");
        assertThat(ApiServer.text(server.send(signedIn("/v1/subjects")))).contains("\"items\":[]");
        HttpResponse<Stream<String>> events =
                HttpClient.newHttpClient().send(signedIn("/v1/events").build(), HttpResponse.BodyHandlers.ofLines());
        Job alsoTheirs = Jobs.ofAnother();
        Job own = Jobs.queued();
        server.jobs.add(alsoTheirs);
        server.jobs.add(own);
        try (Stream<String> lines = events.body()) {
            assertThat(lines.filter(line -> line.startsWith("data:"))
                            .findFirst()
                            .orElseThrow())
                    .contains(own.id().toString());
        }
        server.jobs.delete(own.owner(), own.id());
    }

    @Test
    void noComparisonCountsAnotherOwnersJob() throws Exception {
        Volumes volumes = new Volumes(4000, 68.6, 68.6, 0);
        server.revisions.addCorrected(
                theirs.owner(),
                new Corrected(theirs.id(), null, null, theirs.createdAt(), 1, true, volumes, volumes, null));
        String other = server.keys.create(theirs.owner(), AccessScope.READ);
        for (String path : List.of("/v1/agreement", "/v1/agreement.csv")) {
            assertThat(ApiServer.text(server.send(signedIn(path))))
                    .doesNotContain(theirs.id().toString());
            assertThat(ApiServer.text(server.send(server.request(path).header("Authorization", "Bearer " + other))))
                    .contains(theirs.id().toString());
        }
    }

    @Test
    void aFormBelongsToItsOwner() throws Exception {
        HttpResponse<byte[]> answer = server.send(signedIn("/v1/jobs/form")
                .header("Content-Type", "multipart/form-data; boundary=" + Studies.BOUNDARY)
                .POST(BodyPublishers.ofByteArray(Studies.form("study", Studies.zip("a")))));
        String path = "/v1/jobs/" + ApiServer.json(answer).get("id").asString();
        String other = server.keys.create("a third", AccessScope.values());
        assertThat(server.send(server.request(path).header("Authorization", "Bearer " + other))
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.send(signedIn(path).DELETE()).statusCode()).isEqualTo(204);
    }

    @Test
    void noAuditShowsAnotherOwnersCalls() throws Exception {
        String other = server.keys.create(theirs.owner(), AccessScope.READ, AccessScope.ADMIN);
        String read = "/v1/jobs/" + theirs.id() + "/result";
        server.send(server.request(read).header("Authorization", "Bearer " + other));
        String audit = "/v1/audit?job=" + theirs.id();
        assertThat(ApiServer.text(server.send(server.request(audit).header("Authorization", "Bearer " + other))))
                .contains("RESULT_READ");
        assertThat(ApiServer.text(server.send(server.request(audit).header("Authorization", "Bearer " + key))))
                .isEqualTo("{\"items\":[]}");
    }

    @Test
    void everyOwnerHasItsOwnWebhookSecret() throws Exception {
        String path = "/v1/webhook-secret";
        String other = "Bearer " + server.keys.create(theirs.owner(), AccessScope.ADMIN);
        String mine = ApiServer.text(server.send(signedIn(path)));
        String rotated = ApiServer.text(server.send(
                server.request(path + "/rotate").header("Authorization", other).POST(BodyPublishers.noBody())));
        assertThat(rotated).contains("whsec_").isNotEqualTo(mine);
        assertThat(ApiServer.text(server.send(signedIn(path)))).isEqualTo(mine);
        assertThat(ApiServer.text(server.send(server.request(path).header("Authorization", other))))
                .isEqualTo(rotated);
        String reader = "Bearer " + server.keys.create(Jobs.OWNER, AccessScope.READ, AccessScope.SUBMIT);
        for (HttpRequest.Builder call :
                List.of(server.request(path), server.request(path + "/rotate").POST(BodyPublishers.noBody()))) {
            assertThat(server.send(call.header("Authorization", reader)).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void theirOwnerSeesIt() throws Exception {
        String other = server.keys.create(theirs.owner(), AccessScope.READ);
        HttpResponse<byte[]> answer =
                server.send(server.request("/v1/jobs/" + theirs.id()).header("Authorization", "Bearer " + other));
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
