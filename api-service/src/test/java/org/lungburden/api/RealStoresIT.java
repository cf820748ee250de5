package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.exchange.WrittenContract;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.RealApi;
import org.lungburden.api.testing.Studies;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.ArtifactStore.StoredArtifact;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Claim;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStore;
import org.lungburden.job.Stage;
import org.lungburden.job.postgres.PostgresExtension;
import org.lungburden.testing.BusyMachine;
import org.lungburden.testing.FaultyWire;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API over a real PostgreSQL and real files; the test plays the worker. */
class RealStoresIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final String RESULT = WrittenContract.read().example("result");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private FaultyWire wire;
    private ConfigurableApplicationContext context;
    private JobStore jobs;
    private ArtifactStore artifacts;

    @BeforeEach
    void start() throws IOException {
        URI direct = URI.create(POSTGRES.jdbcUrl().substring("jdbc:".length()));
        wire = new FaultyWire(direct.getPort());
        context = RealApi.start(
                POSTGRES,
                folder,
                Map.of(
                        "spring.datasource.url",
                        "jdbc:postgresql://127.0.0.1:" + wire.port() + direct.getPath(),
                        "lungburden.idempotency.lease",
                        "2s"));
        jobs = context.getBean(JobStore.class);
        artifacts = context.getBean(ArtifactStore.class);
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        wire.close();
    }

    private HttpResponse<byte[]> send(String path, HttpRequest.Builder request) throws Exception {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return client.send(
                request.uri(URI.create("http://127.0.0.1:" + port + path)).build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return send(path, HttpRequest.newBuilder());
    }

    private HttpResponse<byte[]> post(String query) throws Exception {
        return send(
                "/v1/jobs?" + query,
                HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(Studies.zip("IM1", query))));
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void aJobGoesItsWay() throws Exception {
        HttpResponse<byte[]> posted = post("reference=r1&subject=s1");
        assertThat(posted.statusCode()).isEqualTo(202);
        String job = posted.headers().firstValue("Location").orElseThrow();
        UUID id = UUID.fromString(json(posted).get("id").asString());
        assertThat(json(get(job))).isEqualTo(json(posted));

        Claim claim = jobs.claim(id, "test", LEASE).orElseThrow();
        assertThat(jobs.progress(claim.fence(), Stage.SEGMENTING, 0.25)).isTrue();
        assertThat(json(get(job)).get("status").asString()).isEqualTo("RUNNING");
        assertThat(json(get(job)).get("stage").asString()).isEqualTo("SEGMENTING");
        assertThat(json(get(job)).get("progress").asDouble()).isEqualTo(0.25);
        assertThat(json(get(job)).get("attempt").asInt()).isEqualTo(1);
        assertThat(json(get(job + "/result")).get("code").asString()).isEqualTo("JOB_NOT_FINISHED");

        byte[] labels = {1, 2, 3};
        String key = ArtifactKeys.file(id, 1, null, "labels.nii.gz");
        StoredArtifact stored = artifacts.put(key, new ByteArrayInputStream(labels), 100);
        JobArtifact file = new JobArtifact("labels.nii.gz", key, "application/gzip", stored.bytes(), stored.sha256());
        assertThat(jobs.complete(claim.fence(), RESULT, List.of(file))).isTrue();
        assertThat(json(get(job + "/result")))
                .isEqualTo(JsonMapper.shared().readTree(RESULT).asObject().put("revision", 0));
        assertThat(get(job + "/artifacts/labels.nii.gz").body()).isEqualTo(labels);
        assertThat(json(get(job)).get("progress").asDouble()).isEqualTo(1);
        assertThat(get(job).headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void aFailedJobTellsItsCode() throws Exception {
        UUID id = UUID.fromString(json(post("reference=r2")).get("id").asString());
        Claim claim = jobs.claim(id, "test", LEASE).orElseThrow();
        assertThat(jobs.fail(claim.fence(), new JobError(ErrorCode.MISSING_SLICES, "3 slices are missing.")))
                .isTrue();
        HttpResponse<byte[]> answer = get("/v1/jobs/" + id + "/result");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("code").asString()).isEqualTo("MISSING_SLICES");
        assertThat(json(answer).get("detail").asString()).isEqualTo("3 slices are missing.");
    }

    @Test
    void listsInPagesAndByLabel() throws Exception {
        for (int i = 0; i < 5; i++) {
            post("batch=pages&reference=p" + i);
        }
        JsonNode first = json(get("/v1/jobs?batch=pages&limit=3"));
        JsonNode second = json(get(
                "/v1/jobs?batch=pages&limit=3&cursor=" + first.get("nextCursor").asString()));
        assertThat(Stream.concat(
                                first.get("items").valueStream(),
                                second.get("items").valueStream())
                        .map(job -> job.get("reference").asString()))
                .containsExactly("p4", "p3", "p2", "p1", "p0");
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(get("/v1/jobs?cursor=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void tellsWithinFiveSecondsThatTheDatabaseIsAwayAndComesBack() throws Exception {
        assertThat(get("/v1/jobs").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        long before = files();
        wire.cut();
        assertUnavailable(get("/v1/jobs"));
        long start = System.nanoTime();
        assertUnavailable(get("/v1/jobs/" + UUID.randomUUID()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BusyMachine.allows(Duration.ofSeconds(5)));
        // a connection used within the last half second is not looked at again, and a submit over one that died since
        // may
        // have been committed: its upload stays for the orphan sweep. Here no connection is left at all.
        context.getBean(DataSource.class)
                .unwrap(HikariDataSource.class)
                .getHikariPoolMXBean()
                .softEvictConnections();
        assertUnavailable(post("reference=lost"));
        assertThat(files()).isEqualTo(before);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);

        wire.mend();
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/v1/jobs").statusCode() == 200);
        assertThat(json(get("/v1/jobs?reference=lost")).get("items")).isEmpty();
    }

    private HttpResponse<byte[]> post(String key, byte[] study) throws Exception {
        return send(
                "/v1/jobs",
                HttpRequest.newBuilder().header("Idempotency-Key", key).POST(BodyPublishers.ofByteArray(study)));
    }

    @Test
    void oneOfManyPostsWithOneKeyMakesTheJob() throws Exception {
        byte[] study = Studies.nifti(3_000_000);
        long before = files();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            Callable<HttpResponse<byte[]>> post = () -> post("race", study);
            Set<String> jobs = new HashSet<>();
            for (Future<HttpResponse<byte[]>> each : threads.invokeAll(Collections.nCopies(6, post))) {
                HttpResponse<byte[]> answer = each.get();
                assertThat(answer.statusCode()).isIn(202, 409);
                answer.headers().firstValue("Location").ifPresent(jobs::add);
            }
            assertThat(jobs).hasSize(1);
            HttpResponse<byte[]> again = post("race", study);
            assertThat(again.headers().firstValue("Location"))
                    .hasValue(jobs.iterator().next());
            assertThat(files()).isEqualTo(before + 1);
            assertThat(json(post("race", Studies.nifti(3))).get("code").asString())
                    .isEqualTo("IDEMPOTENCY_KEY_REUSED");
            assertThat(send(jobs.iterator().next(), HttpRequest.newBuilder().DELETE())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(post("race", study).headers().firstValue("Location").orElseThrow())
                    .isNotIn(jobs);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aDatabaseThatGoesAwayWhileAStudyStreamsLeavesNothingAndOnlyLeasesTheKey() throws Exception {
        byte[] study = Studies.nifti(1000);
        // the service looks at the first bytes before it stores any
        int begin = ContentSniffer.HEAD_BYTES;
        long before = files();
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Socket client = RawHttp.connect(port)) {
            client.getOutputStream()
                    .write(("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: cut\r\nContent-Length: "
                                    + study.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(study, 0, begin);
            await().until(() -> files() > before);
            wire.cut();
            context.getBean(DataSource.class)
                    .unwrap(HikariDataSource.class)
                    .getHikariPoolMXBean()
                    .softEvictConnections();
            client.getOutputStream().write(study, begin, study.length - begin);
            assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 503");
        }
        assertThat(files()).isEqualTo(before);
        wire.mend();
        await().atMost(Duration.ofSeconds(30)).until(() -> post("cut", study).statusCode() == 202);
        assertThat(files()).isEqualTo(before + 1);
    }

    private static void assertUnavailable(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("code").asString()).isEqualTo("UNAVAILABLE");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
