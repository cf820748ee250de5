package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.RealApi;
import org.lungburden.api.testing.Studies;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.ArtifactStore.StoredArtifact;
import org.lungburden.artifact.s3.S3Server;
import org.lungburden.job.Claim;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobStore;
import org.lungburden.job.postgres.PostgresExtension;
import org.lungburden.testing.BusyMachine;
import org.lungburden.testing.FaultyWire;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The API over a real PostgreSQL and a real S3 server; the test plays the worker. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set by start
class S3StoreIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private static final byte[] STUDY = Studies.zip("IM1", "IM2");
    private static final byte[] LABELS = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path unused;

    private final HttpClient client = HttpClient.newHttpClient();
    private String bucket;
    private FaultyWire wire;
    private ConfigurableApplicationContext context;
    private JobStore jobs;
    private ArtifactStore artifacts;

    @BeforeEach
    void start() throws IOException {
        bucket = "bucket-" + UUID.randomUUID();
        S3Server.shared().makeBucket(bucket);
        wire = new FaultyWire(S3Server.shared().port());
        Map<String, Object> settings = new HashMap<>(S3Server.properties(wire.port()));
        settings.put("lungburden.artifacts.location", "s3://" + bucket + "/lungburden");
        settings.put("lungburden.artifacts.s3.answer-timeout", "1s");
        settings.put("lungburden.artifacts.s3.call-timeout", "2s");
        settings.put("lungburden.sweep.interval", "200ms");
        settings.put("lungburden.sweep.grace", "30s");
        context = RealApi.start(POSTGRES, unused, settings);
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

    private HttpResponse<byte[]> post(byte[] study) throws Exception {
        return send("/v1/jobs", HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(study)));
    }

    private HttpResponse<byte[]> download(UUID id, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        return send(
                "/v1/jobs/" + id + "/artifacts/labels.nii.gz",
                headers.length == 0 ? request : request.headers(headers));
    }

    private UUID submitted() throws Exception {
        HttpResponse<byte[]> answer = post(STUDY);
        assertThat(answer.statusCode()).isEqualTo(202);
        return UUID.fromString(
                JsonMapper.shared().readTree(answer.body()).get("id").asString());
    }

    private UUID succeeded() throws Exception {
        UUID id = submitted();
        Claim claim = jobs.claim(id, "test", Duration.ofMinutes(5)).orElseThrow();
        String key = ArtifactKeys.file(id, 1, null, "labels.nii.gz");
        StoredArtifact stored = artifacts.put(key, new ByteArrayInputStream(LABELS), LABELS.length);
        JobArtifact file = new JobArtifact("labels.nii.gz", key, "application/gzip", stored.bytes(), stored.sha256());
        assertThat(jobs.complete(claim.fence(), "{}", List.of(file))).isTrue();
        return id;
    }

    private Path object(String key) {
        return S3Server.shared().bucket(bucket).resolve("lungburden").resolve(key);
    }

    @Test
    void aStudyAndItsResultsGoTheirWay() throws Exception {
        UUID id = succeeded();
        assertThat(object(ArtifactKeys.upload(id))).hasBinaryContent(STUDY);
        HttpResponse<byte[]> whole = download(id);
        assertThat(whole.body()).isEqualTo(LABELS);
        String etag = whole.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> part = download(id, "Range", "bytes=2-5", "If-Range", etag);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).asString().isEqualTo("2345");
        assertThat(download(id, "Range", "bytes=-3").body()).asString().isEqualTo("789");
        assertThat(download(id, "Range", "bytes=2-5", "If-Range", "\"other\"").body())
                .isEqualTo(LABELS);
        HttpResponse<byte[]> beyond = download(id, "Range", "bytes=10-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */10");
        assertThat(send("/v1/jobs/" + id, HttpRequest.newBuilder().DELETE()).statusCode())
                .isEqualTo(204);
        await().until(() -> Files.notExists(object(ArtifactKeys.upload(id)))
                && Files.notExists(object(ArtifactKeys.file(id, 1, null, "labels.nii.gz"))));
    }

    @Test
    void aLargerStudyGoesInPartsAndItsDirectoryIsChecked() throws Exception {
        assertThat(post(Studies.nifti(9 << 20)).statusCode()).isEqualTo(202);
        HttpResponse<byte[]> unsafe = post(Studies.zip("../IM1"));
        assertThat(unsafe.statusCode()).isEqualTo(422);
        assertThat(S3Server.shared().unfinished(bucket)).isZero();
        try (var uploads = artifacts.keys(ArtifactKeys.UPLOADS)) {
            assertThat(uploads).hasSize(1);
        }
    }

    @Test
    void orphansGoAndWhatIsNeededStays() throws Exception {
        UUID needed = submitted();
        UUID orphan = UUID.randomUUID();
        artifacts.put(ArtifactKeys.upload(orphan), new ByteArrayInputStream(LABELS), LABELS.length);
        String lost = ArtifactKeys.file(UUID.randomUUID(), 1, null, "labels.nii.gz");
        artifacts.put(lost, new ByteArrayInputStream(LABELS), LABELS.length);
        for (UUID id : List.of(needed, orphan)) {
            Files.setLastModifiedTime(
                    object(ArtifactKeys.upload(id)), FileTime.from(Instant.now().minusSeconds(60)));
        }
        await().until(() -> Files.notExists(object(ArtifactKeys.upload(orphan))) && Files.notExists(object(lost)));
        assertThat(object(ArtifactKeys.upload(needed))).exists();
    }

    @Test
    void aStoreThatTakesUpAnotherDatabasesMarkIsSweptNoMore() throws Exception {
        String mark = "store/owner/" + UUID.randomUUID();
        artifacts.put(mark, new ByteArrayInputStream(LABELS), LABELS.length);
        String lost = ArtifactKeys.file(UUID.randomUUID(), 1, null, "labels.nii.gz");
        // A round that began before the mark was written is over when the next one has looked twice.
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        artifacts.put(lost, new ByteArrayInputStream(LABELS), LABELS.length);
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertThat(object(lost)).exists();
        artifacts.delete(mark);
        await().until(() -> Files.notExists(object(lost)));
    }

    @Test
    void aStoreThatIsAwayIsToldInTime() throws Exception {
        UUID id = succeeded();
        wire.fallSilent();
        assertUnavailable(() -> post(Studies.zip("IM1")));
        assertUnavailable(() -> post(Studies.nifti(9 << 20)));
        assertUnavailable(() -> download(id));
        wire.close();
        assertUnavailable(() -> post(Studies.zip("IM1")));
        assertUnavailable(() -> download(id));
    }

    private static void assertUnavailable(Exchange exchange) throws Exception {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = exchange.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BusyMachine.allows(Duration.ofSeconds(10)));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(JsonMapper.shared().readTree(answer.body()).get("code").asString())
                .isEqualTo("UNAVAILABLE");
    }

    private interface Exchange {
        HttpResponse<byte[]> run() throws Exception;
    }
}
