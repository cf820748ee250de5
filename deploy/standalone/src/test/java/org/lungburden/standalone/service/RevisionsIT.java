package org.lungburden.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A radiologist's way through the running service: the image, a correction, a conflict, the acceptance, and back. */
class RevisionsIT {
    private static final int DATA_AT = 352;
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static StandaloneService service;

    @BeforeAll
    static void start() throws IOException {
        Path tomcat = Files.createDirectories(folder.resolve("tomcat"));
        service = StandaloneService.start(
                DataDirectory.open(folder.resolve("data")),
                0,
                Map.of("lungburden.segmenter", "phantom", "server.tomcat.basedir", tomcat.toString()));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.uri().resolve(path)).timeout(Duration.ofSeconds(60));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    private static JsonNode get(String path) throws Exception {
        return json(send(request(path)));
    }

    /** Asks until the state of the job or revision is final. */
    private static JsonNode finished(String path) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        JsonNode state = get(path);
        while (!state.path("status").asString().matches("SUCCEEDED|FAILED|CANCELLED")) {
            assertThat(System.nanoTime()).as("still %s", state).isLessThan(end);
            Thread.sleep(100);
            state = get(path);
        }
        assertThat(state.path("status").asString()).as("%s", state).isEqualTo("SUCCEEDED");
        return state;
    }

    private static String submitted() throws Exception {
        Path study = folder.resolve("phantom.zip");
        PhantomFile.write(new PhantomScan(96, 90, 60, 4.0, 5.0, "LPS", 1), study);
        HttpResponse<byte[]> accepted = send(request("/v1/jobs").POST(BodyPublishers.ofFile(study)));
        assertThat(accepted.statusCode()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElseThrow();
        finished(job);
        return job;
    }

    private static byte[] unpacked(byte[] gz) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gz))) {
            return in.readAllBytes();
        }
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static HttpResponse<byte[]> post(String job, String query, byte[] labels) throws Exception {
        return send(request(job + "/revisions?" + query)
                .header("Content-Type", "application/gzip")
                .POST(BodyPublishers.ofByteArray(labels)));
    }

    private static HttpResponse<byte[]> accept(String job, String body) throws Exception {
        return send(request(job + "/accepted-revision")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    private static String report(String of) throws Exception {
        byte[] report = send(request(of + "/artifacts/measurements.dcm")).body();
        return new String(report, StandardCharsets.ISO_8859_1);
    }

    private static double opacityMl(JsonNode result) {
        return result.path("volumesMl").path("pneumonia").asDouble();
    }

    @Test
    void aCorrectionBecomesTheResult() throws Exception {
        String job = submitted();
        double before = opacityMl(get(job + "/result"));
        byte[] plain = unpacked(send(request(job + "/artifacts/labels.nii.gz")).body());
        int erased = 0;
        for (int n = DATA_AT; n < plain.length; n++) {
            if (plain[n] > 1) {
                plain[n] = 1;
                erased++;
            }
        }
        assertThat(erased).isPositive();

        HttpResponse<byte[]> saved = post(job, "base=0&author=Dr.%20A&comment=none", packed(plain));

        assertThat(saved.statusCode())
                .as(new String(saved.body(), StandardCharsets.UTF_8))
                .isEqualTo(202);
        String revision = saved.headers().firstValue("Location").orElseThrow();
        assertThat(revision).isEqualTo(job + "/revisions/1");
        assertThat(finished(revision).path("author").asString()).isEqualTo("Dr. A");
        assertThat(opacityMl(get(revision + "/result"))).isZero();
        assertThat(opacityMl(get(job + "/result"))).isEqualTo(before);
        byte[] kept =
                unpacked(send(request(revision + "/artifacts/labels.nii.gz")).body());
        assertThat(Arrays.copyOfRange(kept, DATA_AT, kept.length))
                .isEqualTo(Arrays.copyOfRange(plain, DATA_AT, plain.length));

        JsonNode agreement = get(job + "/agreement?revision=1");
        assertThat(agreement.path("voxels").get(2).get(1).asLong()
                        + agreement.path("voxels").get(3).get(1).asLong())
                .isEqualTo(erased);
        assertThat(agreement.path("measures").get(1).path("dice").asDouble()).isZero();
        assertThat(agreement.path("measures").get(1).path("referenceMl").asDouble())
                .isCloseTo(before, within(0.01));
        JsonNode all = get("/v1/agreement");
        assertThat(all.path("studies").get(0).path("job").asString()).isEqualTo(job.replaceFirst(".*/", ""));
        assertThat(all.path("studies").get(0).path("accepted").asBoolean()).isFalse();
        Matcher uid = Pattern.compile("2\\.25\\.\\d+").matcher(report(job));
        assertThat(uid.find()).isTrue();
        assertThat(report(revision)).as("the one that it succeeds").contains(uid.group(), "UNVERIFIED");

        HttpResponse<byte[]> conflict = post(job, "base=0", packed(plain));
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(json(conflict).path("code").asString()).isEqualTo("REVISION_CONFLICT");

        JsonNode accepted = json(accept(job, "{\"revision\": 1, \"author\": \"Dr. B\"}"));
        assertThat(accepted.path("acceptedRevision").asInt()).isEqualTo(1);
        assertThat(accepted.path("opacityMl").asDouble()).isZero();
        assertThat(opacityMl(get(job + "/result"))).isZero();
        assertThat(get(job + "/result").path("acceptedBy").asString()).isEqualTo("Dr. B");
        assertThat(send(request(job + "/artifacts/labels.nii.gz")).body())
                .isEqualTo(send(request(revision + "/artifacts/labels.nii.gz")).body());

        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!report(job).contains("Dr. B")) {
            assertThat(System.nanoTime()).as("the files name nobody").isLessThan(end);
            Thread.sleep(100);
        }
        assertThat(report(job)).doesNotContain("UNVERIFIED");

        accept(job, "{\"revision\": 0}");
        assertThat(opacityMl(get(job + "/result"))).isEqualTo(before);
        assertThat(get(job + "/revisions").path("items").size()).isEqualTo(2);
    }

    @Test
    void theImageComesLater() throws Exception {
        String job = submitted();
        HttpResponse<byte[]> asked = send(request(job + "/image").POST(BodyPublishers.noBody()));
        assertThat(asked.statusCode()).isEqualTo(202);
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (send(request(job + "/artifacts/image.nii.gz")).statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(100);
        }
        assertThat(get(job + "/result").path("artifacts").toString()).contains("image.nii.gz");
        assertThat(send(request(job + "/image").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(202);
    }

    @Test
    void refusedLabelsLeaveNothing() throws Exception {
        String job = submitted();
        byte[] plain = unpacked(send(request(job + "/artifacts/labels.nii.gz")).body());
        plain[DATA_AT] = 9;
        HttpResponse<byte[]> refused = post(job, "base=0", packed(plain));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).path("code").asString()).isEqualTo("LABELS_VALUE_UNKNOWN");
        String id = job.replaceFirst(".*/", "");
        assertThat(folder.resolve("data/artifacts/jobs/" + id + "/revisions")).doesNotExist();
        assertThat(get(job + "/revisions").path("items").size()).isEqualTo(1);
    }
}
