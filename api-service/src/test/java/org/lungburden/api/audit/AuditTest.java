package org.lungburden.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.access.AccessScope;
import org.lungburden.access.KeySecret;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.ContractFile;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Studies;
import org.lungburden.audit.AuditRecord;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;

/** What of the calls is in the audit, and what is not. */
@Tag("slow")
class AuditTest {
    private static final String FILE = "labels.nii.gz";
    private static final String RESULT =
            ContractFile.tree().at("/components/examples/result/value").toString();

    private static ApiServer server;
    private String key = "";
    private String actor = "";

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of("lungburden.auth", "keys"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.jobs.clear();
        key = server.keys.create(Jobs.OWNER, AccessScope.values());
        actor = "key:" + KeySecret.parse(key).orElseThrow().id();
    }

    private HttpResponse<byte[]> call(String method, String path, byte[] body) throws Exception {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + key)
                .method(method, BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<byte[]> call(String method, String path) throws Exception {
        return call(method, path, new byte[0]);
    }

    private static List<AuditRecord> of(UUID job) {
        return server.audit.all().stream()
                .filter(each -> job.equals(each.jobId()))
                .toList();
    }

    private List<AuditRecord> withoutJob(@Nullable String by) {
        return server.audit.all().stream()
                .filter(each -> each.jobId() == null && (by == null || by.equals(each.actor())))
                .toList();
    }

    private static Job succeeded() {
        Job job = Jobs.succeeded();
        server.jobs.add(job);
        JobArtifact file = new JobArtifact(FILE, "jobs/1/labels.nii.gz", "application/gzip", 3, "0".repeat(64));
        server.jobs.addResult(job.id(), RESULT, List.of(file));
        server.artifacts.add(file.key(), new byte[3]);
        return job;
    }

    @Test
    void aJobsLifeIsKept() throws Exception {
        String labels = "?reference=Mustermann-1&subject=Mustermann&batch=Max";
        UUID job = UUID.fromString(json(call("POST", "/v1/jobs" + labels, Studies.zip("Mustermann.dcm")))
                .get("id")
                .asString());
        String path = "/v1/jobs/" + job;
        assertThat(call("POST", path + "/cancel").statusCode()).isEqualTo(200);
        assertThat(call("POST", path + "/cancel").statusCode()).isEqualTo(409);
        assertThat(call("POST", path + "/retry").statusCode()).isEqualTo(200);
        assertThat(call("DELETE", path).statusCode()).isEqualTo(204);
        assertThat(call("DELETE", path).statusCode()).isEqualTo(404);
        assertThat(of(job))
                .extracting(AuditRecord::action)
                .containsExactly("JOB_SUBMIT", "JOB_CANCEL", "JOB_RETRY", "JOB_DELETE");
        assertThat(of(job)).allSatisfy(entry -> assertThat(entry.actor()).isEqualTo(actor));
        assertThat(server.audit.all().toString()).doesNotContain("Mustermann", "Max");
    }

    @Test
    void readsAreKeptBeforeTheirBytes() throws Exception {
        Job job = succeeded();
        String path = "/v1/jobs/" + job.id();
        call("GET", path + "/result");
        call("GET", path + "/artifacts/" + FILE);
        assertThat(of(job.id())).extracting(AuditRecord::action).containsExactly("RESULT_READ", "FILE_READ");
        assertThat(of(job.id())).extracting(AuditRecord::item).containsExactly(null, FILE);
    }

    @Test
    void withoutTheAuditNobodyReads() throws Exception {
        Job job = succeeded();
        server.audit.failWrites(true);
        try {
            for (String read : new String[] {"/result", "/artifacts/" + FILE}) {
                HttpResponse<byte[]> answer = call("GET", "/v1/jobs/" + job.id() + read);
                assertThat(answer.statusCode()).as(read).isEqualTo(500);
                assertThat(json(answer).get("code").asString()).isEqualTo("INTERNAL");
            }
        } finally {
            server.audit.failWrites(false);
        }
    }

    /** None of these hands out a measurement or an image. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/artifacts", "?wait=1ms"})
    void looksAreNotKept(String path) throws Exception {
        Job job = succeeded();
        assertThat(call("GET", "/v1/jobs/" + job.id() + path).statusCode()).isEqualTo(200);
        call("GET", "/v1/jobs");
        call("HEAD", "/v1/jobs/" + job.id() + "/result");
        call("HEAD", "/v1/jobs/" + job.id() + "/artifacts/" + FILE);
        server.send(server.request("/v1/jobs/" + job.id() + "/artifacts/" + FILE)
                .header("Authorization", "Bearer " + key)
                .header("If-None-Match", "\"" + "0".repeat(64) + "\""));
        assertThat(of(job.id())).isEmpty();
    }

    @Test
    void aSignInIsKeptOnce() throws Exception {
        for (int poll = 0; poll < 20; poll++) {
            call("GET", "/v1/jobs");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(withoutJob(actor))
                        .extracting(AuditRecord::action, AuditRecord::times)
                        .containsExactly(tuple("SIGN_IN", 1)));
    }

    @Test
    void refusalsAreCounted() throws Exception {
        String wrong = key.substring(0, key.length() - 43) + KeySecret.create().secret();
        for (int attempt = 0; attempt < 20; attempt++) {
            server.send(server.request("/v1/jobs").header("Authorization", "Bearer " + wrong));
            server.send(server.request("/v1/jobs"));
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(times(withoutJob(actor))).isEqualTo(20);
            assertThat(times(withoutJob("unknown"))).isGreaterThanOrEqualTo(20);
        });
        assertThat(withoutJob(actor)).hasSizeLessThan(4);
        String own = text(call("GET", "/v1/audit?actor=" + actor));
        assertThat(own).contains("\"outcome\":\"REFUSED\"").doesNotContain(wrong);
    }

    private static int times(List<AuditRecord> entries) {
        return entries.stream()
                .filter(each -> ErrorCode.UNAUTHENTICATED.name().equals(each.code()))
                .mapToInt(AuditRecord::times)
                .sum();
    }

    @Test
    void aBrowsersSessionIsKept() throws Exception {
        HttpResponse<byte[]> begun = server.send(server.request("/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"key\":\"" + key + "\"}")));
        String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        Job job = succeeded();
        server.send(server.request("/v1/jobs/" + job.id() + "/result").header("Cookie", cookie));
        String session = of(job.id()).get(0).actor();
        assertThat(session).startsWith("session:");
        assertThat(cookie).doesNotContain(session.substring("session:".length()));
        server.send(server.request("/v1/session")
                .header("Cookie", cookie)
                .header("Origin", server.uri("").toString())
                .DELETE());
        assertThat(withoutJob(session))
                .extracting(AuditRecord::action, AuditRecord::item)
                .containsExactly(
                        tuple("SIGN_IN", KeySecret.parse(key).orElseThrow().id()), tuple("SIGN_OUT", null));
    }

    @Test
    void aMissingScopeIsKept() throws Exception {
        String reader = server.keys.create(Jobs.OWNER, AccessScope.READ);
        String name = "key:" + KeySecret.parse(reader).orElseThrow().id();
        for (String path : new String[] {"/v1/audit", "/actuator/prometheus"}) {
            HttpResponse<byte[]> answer = server.send(server.request(path).header("Authorization", "Bearer " + reader));
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(withoutJob(name))
                        .extracting(AuditRecord::action, AuditRecord::code)
                        .contains(tuple("CALL", "FORBIDDEN")));
    }

    @Test
    void isReadInPages() throws Exception {
        Job job = succeeded();
        for (int read = 0; read < 3; read++) {
            call("GET", "/v1/jobs/" + job.id() + "/result");
        }
        String filters = "/v1/audit?limit=2&actor=" + actor + "&job=" + job.id() + "&from=2026-01-01T00:00:00Z";
        var first = json(call("GET", filters));
        assertThat(first.get("items")).hasSize(2);
        var second =
                json(call("GET", filters + "&cursor=" + first.get("nextCursor").asString()));
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(second.get("items").get(0).get("outcome").asString()).isEqualTo("DONE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job=1", "actor=", "from=yesterday", "cursor=x", "limit=0"})
    void refusesWhatIsNoFilter(String query) throws Exception {
        HttpResponse<byte[]> answer = call("GET", "/v1/audit?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("parameter").asString()).isEqualTo(query.split("=")[0]);
    }

    @Test
    void withoutSignInTheCallerIsLocal() throws Exception {
        ApiServer open = ApiServer.shared();
        UUID job = UUID.fromString(json(open.post("/v1/jobs", "application/zip", Studies.zip("a")))
                .get("id")
                .asString());
        assertThat(open.audit.all())
                .extracting(AuditRecord::actor, AuditRecord::jobId)
                .containsExactly(tuple("local", job));
        assertThat(text(open.get("/v1/audit"))).contains(job.toString());
    }
}
