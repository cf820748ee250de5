package org.lungburden.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.RealApi;
import org.lungburden.api.testing.Studies;
import org.lungburden.job.postgres.PostgresExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows that a newer version wrote, written here by SQL: they reach their clients and hide no other row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnknownRowsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    /** Nothing reads a time without an end. */
    private static final String UNREADABLE = "started_at = 'infinity'";

    private ConfigurableApplicationContext context;
    private JdbcClient jdbc;

    @BeforeAll
    void start(@TempDir Path folder) {
        context = RealApi.start(POSTGRES, folder, Map.of());
        jdbc = context.getBean(JdbcClient.class);
        // As the migration of a newer version with more states does.
        jdbc.sql("ALTER TABLE job DROP CONSTRAINT job_status_check").update();
        jdbc.sql("ALTER TABLE attempt DROP CONSTRAINT attempt_outcome_check").update();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE job CASCADE").update();
    }

    private URI uri(String path) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<byte[]> send(String method, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
        return Follower.CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private JsonNode get(String path, int status) throws Exception {
        HttpResponse<byte[]> answer = send("GET", path);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private String submitted() throws Exception {
        HttpRequest.Builder post =
                HttpRequest.newBuilder(uri("/v1/jobs")).POST(BodyPublishers.ofByteArray(Studies.zip("IM1", "x")));
        HttpResponse<byte[]> answer = Follower.CLIENT.send(post.build(), BodyHandlers.ofByteArray());
        return JsonMapper.shared().readTree(answer.body()).get("id").asString();
    }

    private void write(String id, String columns) {
        jdbc.sql("UPDATE job SET " + columns + ", version = version + 1 WHERE id = :id")
                .param("id", UUID.fromString(id))
                .update();
    }

    private List<String> listed(String query) throws Exception {
        return get("/v1/jobs" + query, 200)
                .get("items")
                .valueStream()
                .map(job -> job.get("id").asString())
                .toList();
    }

    private static JsonNode next(Follower follower) throws Exception {
        return Follower.data(Objects.requireNonNull(follower.event()));
    }

    @Test
    void whatIsNotKnownReachesTheClientAsText() throws Exception {
        String id = submitted();
        write(
                id,
                "status = 'REVIEWING', stage = 'COMPARING', upload_format = 'NRRD', files = 'labels.nii.gz,mesh.stl'");
        for (JsonNode job : List.of(
                get("/v1/jobs/" + id, 200), get("/v1/jobs", 200).get("items").get(0))) {
            assertThat(job.get("status").asString()).isEqualTo("REVIEWING");
            assertThat(job.get("stage").asString()).isEqualTo("COMPARING");
            assertThat(job.get("files").asString()).isEqualTo("labels.nii.gz,mesh.stl");
        }
        assertThat(get("/v1/jobs/" + id + "/artifacts", 200).get("items")).isEmpty();
    }

    @Test
    void anUnknownStateIsNotFinishedAndOnlyDeletingChangesIt() throws Exception {
        String id = submitted();
        write(id, "status = 'REVIEWING'");
        HttpResponse<byte[]> waited = send("GET", "/v1/jobs/" + id + "?wait=300ms");
        assertThat(waited.statusCode()).isEqualTo(200);
        assertThat(waited.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/v1/jobs/" + id + "/result", 409).get("code").asString())
                .isEqualTo("JOB_NOT_FINISHED");
        assertThat(send("POST", "/v1/jobs/" + id + "/cancel").statusCode()).isEqualTo(409);
        assertThat(send("POST", "/v1/jobs/" + id + "/retry").statusCode()).isEqualTo(409);
        assertThat(get("/v1/jobs/" + id, 200).get("status").asString()).isEqualTo("REVIEWING");
        assertThat(send("DELETE", "/v1/jobs/" + id).statusCode()).isEqualTo(204);
        assertThat(jdbc.sql("SELECT status FROM job").query(String.class).single())
                .isEqualTo("REVIEWING");
    }

    @Test
    void anUnknownCodeIsToldByTheJobAndByItsMissingResult() throws Exception {
        String id = submitted();
        write(
                id,
                "status = 'FAILED', error_code = 'TOO_NOISY', error_detail = 'Too noisy.', error_candidates = '{\"a\":1}'");
        JsonNode error = get("/v1/jobs/" + id, 200).get("error");
        assertThat(error.get("code").asString()).isEqualTo("TOO_NOISY");
        assertThat(error.get("detail").asString()).isEqualTo("Too noisy.");
        assertThat(error.get("retryable").asBoolean()).isFalse();
        JsonNode problem = get("/v1/jobs/" + id + "/result", 409);
        assertThat(problem.get("code").asString()).isEqualTo("TOO_NOISY");
        assertThat(problem.get("type").asString()).isEqualTo("urn:lungburden:problem:TOO_NOISY");
        assertThat(send("POST", "/v1/jobs/" + id + "/retry").statusCode()).isEqualTo(200);
    }

    @Test
    void aRowThatCannotBeReadIsMissingAlone() throws Exception {
        String oldest = submitted();
        String hidden = submitted();
        String newest = submitted();
        write(hidden, UNREADABLE);
        double before = leftOut();
        assertThat(listed("")).containsExactly(newest, oldest);
        assertThat(leftOut()).isGreaterThan(before);
        // Page by page: the one without a job in it still leads on.
        JsonNode second = get(
                "/v1/jobs?limit=1&cursor="
                        + get("/v1/jobs?limit=1", 200).get("nextCursor").asString(),
                200);
        assertThat(second.get("items")).isEmpty();
        assertThat(listed("?limit=1&cursor=" + second.get("nextCursor").asString()))
                .containsExactly(oldest);
        assertThat(get("/v1/jobs/" + hidden, 500).get("code").asString()).isEqualTo("INTERNAL");
        assertThat(send("DELETE", "/v1/jobs/" + hidden).statusCode()).isEqualTo(204);
        get("/v1/jobs/" + hidden, 404);
    }

    private double leftOut() {
        return context.getBean(MeterRegistry.class)
                .get("lungburden.rows.unreadable")
                .functionCounter()
                .count();
    }

    @Test
    void nobodyWhoFollowsOtherJobsIsBlinded() throws Exception {
        String followed = submitted();
        String hidden = submitted();
        try (Follower one = new Follower(uri("/v1/jobs/" + followed + "/events"), null);
                Follower ofHidden = new Follower(uri("/v1/jobs/" + hidden + "/events"), null);
                Follower many = new Follower(uri("/v1/events"), null)) {
            assertThat(next(one).get("status").asString()).isEqualTo("QUEUED");
            assertThat(next(ofHidden).get("status").asString()).isEqualTo("QUEUED");
            assertThat(many.block()).containsKey("retry");
            assertThat(many.block()).containsOnlyKeys("id");
            write(hidden, UNREADABLE);
            write(followed, "status = 'REVIEWING', stage = 'COMPARING'");
            assertThat(next(one).get("status").asString()).isEqualTo("REVIEWING");
            Map<String, String> event = Objects.requireNonNull(many.event());
            assertThat(event).containsEntry("event", "progress");
            assertThat(Follower.data(event).get("id").asString()).isEqualTo(followed);
            write(hidden, "started_at = NULL, status = 'FAILED', error_code = 'TOO_NOISY', finished_at = now()");
            assertThat(next(ofHidden).get("error").get("code").asString()).isEqualTo("TOO_NOISY");
            assertThat(next(many).get("id").asString()).isEqualTo(hidden);
        }
    }
}
