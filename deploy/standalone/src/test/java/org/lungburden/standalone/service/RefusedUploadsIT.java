package org.lungburden.standalone.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.lungburden.error.ErrorCode.ARCHIVE_ENCRYPTED;
import static org.lungburden.error.ErrorCode.ARCHIVE_TOO_LARGE;
import static org.lungburden.error.ErrorCode.ARCHIVE_UNSAFE;
import static org.lungburden.error.ErrorCode.CORRUPT_ARCHIVE;
import static org.lungburden.error.ErrorCode.CORRUPT_IMAGE;
import static org.lungburden.error.ErrorCode.NOT_AN_ARCHIVE;
import static org.lungburden.error.ErrorCode.NO_CT_IMAGES;
import static org.lungburden.error.ErrorCode.TOO_FEW_SLICES;
import static org.lungburden.error.ErrorCode.UPLOAD_EMPTY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.error.ErrorCode;
import org.lungburden.testing.BusyMachine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every upload that must be refused, posted to the running service: its code, at the post or on the job, within
 * {@value #SECONDS} s, in a heap that each bomb would burst; nothing stays behind, and the next good study is measured.
 */
class RefusedUploadsIT {
    private static final int SECONDS = 5;
    private static final long MOST_HEAP_BYTES = 1L << 30;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static DataDirectory data;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static StandaloneService service;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        data = DataDirectory.open(folder.resolve("data"));
        Path tomcat = Files.createDirectories(folder.resolve("tomcat"));
        service = StandaloneService.start(
                data, 0, Map.of("lungburden.segmenter", "none", "server.tomcat.basedir", tomcat.toString()));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    /** When it is told, and the upload. */
    private record Case(String name, When when, ErrorCode code, Function<HostileUploads, byte[]> upload) {
        @Override
        public String toString() {
            return name + ": " + code;
        }
    }

    private enum When {
        AT_POST,
        ON_THE_JOB
    }

    private static Case atPost(String name, ErrorCode code, Function<HostileUploads, byte[]> upload) {
        return new Case(name, When.AT_POST, code, upload);
    }

    private static Case onTheJob(String name, ErrorCode code, Function<HostileUploads, byte[]> upload) {
        return new Case(name, When.ON_THE_JOB, code, upload);
    }

    static Stream<Case> strangeContent() {
        return Stream.of(
                atPost("empty body", UPLOAD_EMPTY, make -> new byte[0]),
                atPost("text", NOT_AN_ARCHIVE, make -> "Dear radiologist".getBytes(US_ASCII)),
                onTheJob(
                        "text named .dcm",
                        NO_CT_IMAGES,
                        make -> HostileUploads.zip(List.of("text".getBytes(US_ASCII)))),
                onTheJob(
                        "zip of empty files",
                        NO_CT_IMAGES,
                        make -> HostileUploads.zip(List.of(new byte[0], new byte[0]))),
                onTheJob("zip of nothing", NO_CT_IMAGES, make -> HostileUploads.zip(List.of())),
                onTheJob("gzip of text", NO_CT_IMAGES, make -> HostileUploads.gzip("text")),
                onTheJob(
                        "one slice",
                        TOO_FEW_SLICES,
                        make -> HostileUploads.zip(make.slices().subList(0, 1))),
                onTheJob("MR", NO_CT_IMAGES, make -> make.slicesEach(HostileUploads::mr)),
                onTheJob(
                        "zip in a zip in a zip",
                        ARCHIVE_UNSAFE,
                        make -> HostileUploads.zip(List.of(HostileUploads.zip(List.of(make.phantom("in.zip")))))));
    }

    static Stream<Case> cutShort() {
        return Stream.of(
                onTheJob("gzip cut", CORRUPT_ARCHIVE, make -> HostileUploads.half(make.phantom("cut.nii.gz"))),
                onTheJob("NIfTI cut", CORRUPT_IMAGE, make -> HostileUploads.half(make.phantom("cut.nii"))),
                onTheJob("zip cut", CORRUPT_ARCHIVE, make -> HostileUploads.half(make.phantom("cut.zip"))),
                onTheJob("DICOM cut", CORRUPT_IMAGE, make -> make.sliceChanged(HostileUploads::half)),
                onTheJob("every DICOM cut", CORRUPT_IMAGE, make -> make.slicesEach(HostileUploads::half)));
    }

    static Stream<Case> unsafe() {
        return Stream.of(
                atPost("path traversal", ARCHIVE_UNSAFE, make -> HostileUploads.zipNamed("a/../../evil.dcm")),
                atPost(
                        "path traversal with backslashes",
                        ARCHIVE_UNSAFE,
                        make -> HostileUploads.zipNamed("..\\evil.dcm")),
                onTheJob("absolute name", NO_CT_IMAGES, make -> HostileUploads.zipNamed("/etc/cron.d/evil")),
                onTheJob("name with a drive", NO_CT_IMAGES, make -> HostileUploads.zipNamed("C:\\evil.dcm")),
                onTheJob("link, which nothing follows", NO_CT_IMAGES, make -> HostileUploads.link()),
                atPost("encrypted", ARCHIVE_ENCRYPTED, make -> HostileUploads.encrypted()));
    }

    static Stream<Case> bombs() {
        return Stream.of(
                atPost(
                        "declared ratio",
                        ARCHIVE_TOO_LARGE,
                        make -> make.zeros(700).zipped()),
                onTheJob(
                        "ratio that the directory hides",
                        ARCHIVE_TOO_LARGE,
                        make -> HostileUploads.lying(make.zeros(700).zipped())),
                onTheJob(
                        "deflated data sets together",
                        ARCHIVE_TOO_LARGE,
                        make -> HostileUploads.zip(HostileUploads.copies(HostileUploads.deflated(make.zeros(80)), 8))),
                onTheJob("gzip", ARCHIVE_TOO_LARGE, make -> make.niftiOfZeros(1024, 350)),
                onTheJob("rows and columns", ARCHIVE_TOO_LARGE, make -> make.slicesEach(HostileUploads::huge)),
                atPost("a million entries", ARCHIVE_TOO_LARGE, make -> HostileUploads.entries(1_000_000)));
    }

    @ParameterizedTest
    @MethodSource({"strangeContent", "cutShort", "unsafe", "bombs"})
    void isToldByItsCodeAndLeavesNothing(Case refused) throws Exception {
        assertThat(Runtime.getRuntime().maxMemory()).as("the heap").isLessThan(MOST_HEAP_BYTES);
        byte[] upload = refused.upload().apply(new HostileUploads(folder));
        long uploads = files(data.artifacts().resolve("uploads"));
        long start = System.nanoTime();
        HttpResponse<String> response = post(upload);
        if (refused.when() == When.AT_POST) {
            assertThat(JSON.readTree(response.body()).path("code").asString())
                    .isEqualTo(refused.code().name());
            assertThat(response.statusCode()).isEqualTo(refused.code().httpStatus());
            assertThat(files(data.artifacts().resolve("uploads"))).isEqualTo(uploads);
        } else {
            JsonNode job = finished(response);
            assertThat(job.path("error").path("code").asString())
                    .as("%s", job)
                    .isEqualTo(refused.code().name());
            assertThat(job.path("status").asString()).isEqualTo("FAILED");
            assertThat(job.path("attempt").asInt()).isEqualTo(1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(BusyMachine.allows(Duration.ofSeconds(SECONDS)));
        assertNothingLeft();
        JsonNode good = finished(post(new HostileUploads(folder).phantom("good.zip")));
        assertThat(good.path("status").asString()).as("%s", good).isEqualTo("SUCCEEDED");
    }

    private static HttpResponse<String> post(byte[] upload) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.uri().resolve("/v1/jobs"))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(upload))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static JsonNode finished(HttpResponse<String> accepted) throws Exception {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        JsonNode job = JSON.readTree(accepted.body());
        URI place = service.uri().resolve("/v1/jobs/" + job.path("id").asString() + "?wait=5s");
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!List.of("FAILED", "SUCCEEDED", "CANCELLED")
                .contains(job.path("status").asString())) {
            assertThat(System.nanoTime()).as("still %s", job).isLessThan(end);
            job = JSON.readTree(HTTP.send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofString())
                    .body());
        }
        return job;
    }

    /** A worker tells the job's end before it removes its copy. */
    private static void assertNothingLeft() {
        await().atMost(BusyMachine.allows(Duration.ofSeconds(5))).untilAsserted(() -> {
            assertThat(files(data.artifacts().resolve(".incoming"))).isZero();
            assertThat(studies()).isEmpty();
            assertThat(files(folder.resolve("tomcat"))).isZero();
        });
    }

    private static List<Path> studies() throws IOException {
        try (Stream<Path> all = Files.walk(data.work())) {
            return all.filter(path -> String.valueOf(path.getFileName()).startsWith("study-"))
                    .toList();
        } catch (UncheckedIOException goneMeanwhile) {
            return List.of(data.work());
        }
    }

    private static long files(Path start) throws IOException {
        if (!Files.isDirectory(start)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(Files::isRegularFile).count();
        } catch (UncheckedIOException goneMeanwhile) {
            return -1;
        }
    }
}
