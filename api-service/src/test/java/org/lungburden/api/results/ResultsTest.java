package org.lungburden.api.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.exchange.WrittenContract;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Sha256;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;

class ResultsTest {
    private static final byte[] FILE = "0123456789".getBytes(StandardCharsets.US_ASCII);
    private static final String NAME = "labels.nii.gz";

    private ApiServer server;
    /** With a character that takes two bytes. */
    private static final String RESULT =
            WrittenContract.read().example("result").replace("\"notice\":\"", "\"notice\":\"é ");

    private Job done;
    private String file;

    @BeforeEach
    void oneFinishedJob() {
        server = ApiServer.shared();
        done = Jobs.succeeded();
        String key = ArtifactKeys.file(done.id(), 1, null, NAME);
        server.jobs.add(done);
        server.jobs.addResult(
                done.id(),
                RESULT,
                List.of(new JobArtifact(NAME, key, "application/gzip", FILE.length, Sha256.hex(FILE))));
        server.artifacts.add(key, FILE);
        file = "/v1/jobs/" + done.id() + "/artifacts/" + NAME;
    }

    private HttpResponse<byte[]> getFile(String header, String value) throws Exception {
        return server.send(server.request(file).header(header, value));
    }

    private static final String DENSITY = "\"density\":\\[[^]]*]";

    private static String etag() {
        return "\"" + Sha256.hex(FILE) + "\"";
    }

    @Test
    void handsTheResultOutAsItWasWritten() throws Exception {
        HttpResponse<byte[]> answer = server.get("/v1/jobs/" + done.id() + "/result");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(text(answer)).isEqualTo("{\"revision\":0," + RESULT.substring(1));
    }

    @Test
    void convertsAResultThatAnEarlierVersionStored() throws Exception {
        String first = RESULT.replace("\"schemaVersion\":\"2.0\"", "\"schemaVersion\":\"1.0\"")
                .replace("\"contrastEnhanced\":\"UNKNOWN\"", "\"contrastEnhanced\":null")
                .replace("\"sizeBytes\"", "\"bytes\"")
                .replaceFirst(DENSITY, "\"densityHu\":{\"lung\":-812.0,\"groundGlass\":-610.0}");
        String expected = RESULT.replaceFirst(
                DENSITY,
                "\"density\":[{\"of\":\"LUNG\",\"meanHu\":-812.0},{\"of\":\"GROUND_GLASS\",\"meanHu\":-610.0}]");
        assertThat(first).isNotEqualTo(RESULT).isNotEqualTo(expected).contains("densityHu");
        server.jobs.addResult(done.id(), first, List.of());
        assertThat(text(server.get("/v1/jobs/" + done.id() + "/result")))
                .isEqualTo("{\"revision\":0," + expected.substring(1));
    }

    @Test
    void sparesAClientTheResultThatItHas() throws Exception {
        String path = "/v1/jobs/" + done.id() + "/result";
        HttpResponse<byte[]> first = server.get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo("\"" + Sha256.hex(first.body()) + "\"");
        assertThat(server.send(server.request(path).header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
        assertThat(server.send(server.request(path).header("If-None-Match", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
    }

    private void assertNoResult(Job job, String code, String detail) throws Exception {
        server.jobs.add(job);
        HttpResponse<byte[]> answer = server.get("/v1/jobs/" + job.id() + "/result");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
        assertThat(json(answer).get("status").asInt()).isEqualTo(409);
        assertThat(json(answer).get("detail").asString()).isEqualTo(detail);
    }

    @Test
    void tellsWhyThereIsNoResult() throws Exception {
        assertNoResult(Jobs.queued(), "JOB_NOT_FINISHED", ErrorCode.JOB_NOT_FINISHED.sentence());
        assertNoResult(Jobs.running(), "JOB_NOT_FINISHED", ErrorCode.JOB_NOT_FINISHED.sentence());
        assertNoResult(Jobs.cancelled(), "JOB_CANCELLED", ErrorCode.JOB_CANCELLED.sentence());
        assertNoResult(Jobs.failed(ErrorCode.TOO_FEW_SLICES, "3 slices."), "TOO_FEW_SLICES", "3 slices.");
        assertNoResult(Jobs.failed(ErrorCode.INTERNAL, "Bug."), "INTERNAL", "Bug.");
        assertNoResult(Jobs.failed(ErrorCode.ARCHIVE_TOO_LARGE, "Big."), "ARCHIVE_TOO_LARGE", "Big.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */* | application/gzip
                    application/gzip | application/gzip
                    application/octet-stream | application/octet-stream
                    application/octet-stream, */*;q=0.1 | application/octet-stream
                    application/octet-stream;q=0.5, application/gzip | application/gzip
                    application/*;q=0.9, application/octet-stream;q=0.1 | application/gzip
                    application/json | application/gzip
                    """)
    void sendsBytesToAClientThatAsksForThem(String accept, String type) throws Exception {
        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<byte[]> answer = server.send(
                    server.request(file).header("Accept", accept).method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.headers().firstValue("Content-Type")).as(method).hasValue(type);
            assertThat(answer.headers().firstValue("Vary")).hasValue("Accept");
        }
    }

    @Test
    void listsTheFiles() throws Exception {
        assertThat(text(server.get("/v1/jobs/" + done.id() + "/artifacts")))
                .isEqualTo(
                        "{\"items\":[{\"name\":\"%s\",\"mediaType\":\"application/gzip\",\"sizeBytes\":10,\"sha256\":\"%s\",\"href\":\"%s\"}]}"
                                .formatted(NAME, Sha256.hex(FILE), file));
    }

    @Test
    void listsNothingBeforeThereIsAnything() throws Exception {
        Job running = Jobs.running();
        server.jobs.add(running);
        assertThat(text(server.get("/v1/jobs/" + running.id() + "/artifacts"))).isEqualTo("{\"items\":[]}");
    }

    @Test
    void downloadsAFile() throws Exception {
        HttpResponse<byte[]> answer = server.get(file);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FILE);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/gzip");
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("10");
        assertThat(answer.headers().allValues("ETag")).containsExactly(etag());
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"labels.nii.gz\"");
        assertThat(answer.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-cache, private");
    }

    @ParameterizedTest
    @CsvSource({
        "*/*, , 200, application/dicom, 0123456789",
        "application/dicom, bytes=2-5, 206, application/dicom, 2345",
        "application/octet-stream, , 200, application/octet-stream, 0123456789"
    })
    void downloadsADicomFile(String accept, @Nullable String range, int status, String type, String bytes)
            throws Exception {
        String name = "segmentation.dcm";
        String key = ArtifactKeys.file(done.id(), 1, null, name);
        JobArtifact dicom = new JobArtifact(name, key, "application/dicom", FILE.length, Sha256.hex(FILE));
        server.jobs.addResult(done.id(), RESULT, List.of(dicom));
        server.artifacts.add(key, FILE);
        HttpRequest.Builder request =
                server.request("/v1/jobs/" + done.id() + "/artifacts/" + name).header("Accept", accept);
        if (range != null) {
            request.header("Range", range);
        }
        HttpResponse<byte[]> answer = server.send(request);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(text(answer)).isEqualTo(bytes);
        assertThat(answer.headers().allValues("ETag")).containsExactly(etag());
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"segmentation.dcm\"");
        assertThat(server.send(request.header("If-None-Match", etag())).statusCode())
                .isEqualTo(304);
    }

    @Test
    void answersAHeadWithoutTheFile() throws Exception {
        server.artifacts.breakReadsAt(0);
        HttpResponse<byte[]> answer =
                server.send(server.request(file).header("Range", "bytes=2-5").method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("ETag")).containsExactly(etag());
        assertThat(answer.headers().firstValue("Content-Disposition")).isPresent();
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("10");
        assertThat(answer.body()).isEmpty();
        server.artifacts.clear();
        assertThat(server.send(server.request(file).method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"segmentation.dcm", "report.pdf", "measurements.csv"})
    void tellsAFileThatTheJobDoesNotOffer(String name) throws Exception {
        HttpResponse<byte[]> answer = server.get("/v1/jobs/" + done.id() + "/artifacts/" + name);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).get("code").asString()).isEqualTo("ARTIFACT_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.pdf", "LABELS.nii.gz", "..%2Flabels.nii.gz", "%2e%2e"})
    void doesNotFindOtherFiles(String name) throws Exception {
        HttpResponse<byte[]> answer = server.get("/v1/jobs/" + done.id() + "/artifacts/" + name);
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void tellsAFileThatIsNotThere() throws Exception {
        HttpResponse<byte[]> answer = server.get("/v1/jobs/" + done.id() + "/artifacts/report.pdf");
        assertThat(json(answer).get("code").asString()).isEqualTo("ARTIFACT_NOT_FOUND");
        server.artifacts.clear();
        assertThat(json(server.get(file)).get("code").asString()).isEqualTo("ARTIFACT_NOT_FOUND");
    }

    @Test
    void sparesAClientTheFileThatItHas() throws Exception {
        assertThat(getFile("If-None-Match", etag()).statusCode()).isEqualTo(304);
        assertThat(getFile("If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, bytes 0-0/10",
        "bytes=2-5, 2345, bytes 2-5/10",
        "bytes=7-, 789, bytes 7-9/10",
        "bytes=-3, 789, bytes 7-9/10",
        "bytes=-30, 0123456789, bytes 0-9/10",
        "bytes=5-99, 56789, bytes 5-9/10"
    })
    void sendsARange(String range, String bytes, String contentRange) throws Exception {
        HttpResponse<byte[]> answer = getFile("Range", range);
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(text(answer)).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("Content-Range")).hasValue(contentRange);
        assertThat(answer.headers().firstValue("Content-Length")).hasValue(Integer.toString(bytes.length()));
        assertThat(answer.headers().allValues("ETag")).containsExactly(etag());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=11-12", "bytes=-0"})
    void refusesARangeBeyondTheEnd(String range) throws Exception {
        HttpResponse<byte[]> answer = getFile("Range", range);
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(json(answer).get("code").asString()).isEqualTo("RANGE_NOT_SATISFIABLE");
        assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "bytes=x", "lines=1-2", "bytes=5-2"})
    void sendsTheWholeFileForRangesThatItDoesNotServe(String range) throws Exception {
        HttpResponse<byte[]> answer = getFile("Range", range);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FILE);
    }

    @Test
    void sendsARangeOnlyOfTheFileThatTheClientKnows() throws Exception {
        assertThat(server.send(server.request(file).header("Range", "bytes=1-2").header("If-Range", etag()))
                        .statusCode())
                .isEqualTo(206);
        assertThat(server.send(server.request(file).header("Range", "bytes=1-2").header("If-Range", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void cutsTheConnectionWhenTheStoreFailsOnTheWay() {
        byte[] large = new byte[300_000];
        String key = ArtifactKeys.file(done.id(), 1, null, "large");
        server.jobs.addResult(
                done.id(),
                "{}",
                List.of(new JobArtifact(NAME, key, "application/gzip", large.length, Sha256.hex(large))));
        server.artifacts.add(key, large);
        server.artifacts.breakReadsAt(200_000);
        assertThatThrownBy(() -> server.get(file)).isInstanceOf(IOException.class);
    }
}
