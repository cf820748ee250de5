package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Sha256;
import org.lungburden.api.testing.Studies;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.Upload.Format;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class UploadTest {
    private static final String ZIP = "application/zip";
    private static final String GZIP = "application/gzip";
    private static final String BYTES = "application/octet-stream";
    private static final String FORM = "multipart/form-data; boundary=" + Studies.BOUNDARY;

    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private void assertRefused(HttpResponse<byte[]> answer, ErrorCode code) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(code.httpStatus());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).get("code").asString()).isEqualTo(code.name());
        assertThat(server.artifacts.isEmpty()).as("store is empty").isTrue();
        assertThat(server.jobs.size()).isZero();
    }

    @Test
    void storesTheStudyAndQueuesAJob() throws Exception {
        byte[] study = Studies.zip("IM1", "IM2");
        HttpResponse<byte[]> answer =
                server.post("/v1/jobs?reference=R-1&subject=p%C3%A9%207&batch=cohort", ZIP, study);

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
        Job job = server.jobs.only();
        assertThat(answer.headers().firstValue("Location")).hasValue("/v1/jobs/" + job.id());
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"" + job.version() + "\"");
        assertThat(answer.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(json(answer).get("id").asString()).isEqualTo(job.id().toString());
        assertThat(json(answer).get("status").asString()).isEqualTo("QUEUED");
        assertThat(List.of(job.owner(), job.reference(), job.subject(), job.batch()))
                .containsExactly("local", "R-1", "pé 7", "cohort");
        assertThat(job.upload().key()).isEqualTo("uploads/" + job.id());
        assertThat(job.upload().bytes()).isEqualTo(study.length);
        assertThat(job.upload().sha256()).isEqualTo(Sha256.hex(study));
        assertThat(job.upload().format()).isEqualTo(Format.ZIP.name());
        assertThat(server.artifacts.get(job.upload().key())).isEqualTo(study);
    }

    @Test
    void takesTheFilesThatTheClientWants() throws Exception {
        String query = "?files=image.nii.gz,segmentation.dcm";
        FileChoice wanted = new FileChoice(Set.of(KnownFile.IMAGE, KnownFile.DICOM_SEGMENTATION));
        HttpResponse<byte[]> answer = server.post("/v1/jobs" + query, ZIP, Studies.zip("a"));
        assertThat(json(answer).get("files").asString()).isEqualTo("image.nii.gz,segmentation.dcm");
        assertThat(server.jobs.only().files()).isEqualTo(wanted);
        server.jobs.clear();
        server.post("/v1/jobs/form" + query, FORM, Studies.form("study", Studies.zip("a")));
        assertThat(server.jobs.only().files()).isEqualTo(wanted);
        server.jobs.clear();
        server.post("/v1/jobs?files=all", ZIP, Studies.zip("a"));
        assertThat(server.jobs.only().files()).isEqualTo(FileChoice.ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "'', interactive",
        "?batch=b, batch",
        "?priority=batch, batch",
        "?batch=b&priority=interactive, interactive",
        "?priority=URGENT, ",
        "?priority=, "
    })
    void aJobIsInteractiveUnlessABatchOrTheClientSaysOtherwise(String query, @Nullable String priority)
            throws Exception {
        List<HttpResponse<byte[]>> answers = List.of(
                server.post("/v1/jobs" + query, ZIP, Studies.zip("a")),
                server.post("/v1/jobs/form" + query, FORM, Studies.form("study", Studies.zip("a"))));
        for (HttpResponse<byte[]> answer : answers) {
            if (priority == null) {
                assertRefused(answer, ErrorCode.INVALID_REQUEST);
                assertThat(json(answer).get("parameter").asString()).isEqualTo("priority");
                assertThat(json(answer).get("detail").asString()).contains("interactive or batch");
            } else {
                assertThat(json(answer).get("priority").asString()).isEqualTo(priority);
            }
        }
        assertThat(server.jobs.all())
                .extracting(job -> job.priority().name())
                .isEqualTo(priority == null ? List.of() : List.of(priority, priority));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mesh.stl", "labels.nii.gz,", "all,labels.nii.gz"})
    void refusesAFileThatNoResultHasAndNamesThoseThatItCanHave(String files) throws Exception {
        HttpResponse<byte[]> answer = server.post("/v1/jobs?files=" + files, ZIP, Studies.zip("a"));
        assertRefused(answer, ErrorCode.INVALID_REQUEST);
        assertThat(json(answer).get("parameter").asString()).isEqualTo("files");
        assertThat(json(answer).get("detail").asString())
                .contains(Arrays.stream(KnownFile.values())
                        .map(KnownFile::fileName)
                        .toList());
        assertRefused(
                server.post("/v1/jobs/form?files=" + files, FORM, Studies.form("study", Studies.zip("a"))),
                ErrorCode.INVALID_REQUEST);
    }

    @Test
    void takesEveryFormatAsBytesAndWithoutAType() throws Exception {
        assertFormat(server.post("/v1/jobs", BYTES, Studies.nifti(10)), Format.NIFTI);
        assertFormat(server.post("/v1/jobs", BYTES, Studies.gzip(Studies.nifti(10))), Format.GZIP);
        assertFormat(server.post("/v1/jobs", BYTES, Studies.zip("a")), Format.ZIP);
        assertFormat(server.post("/v1/jobs", BYTES, Studies.tar()), Format.TAR);
        assertFormat(server.post("/v1/jobs", BYTES, Studies.dicom()), Format.DICOM);
        assertFormat(
                server.send(server.request("/v1/jobs").POST(BodyPublishers.ofByteArray(Studies.nifti(1)))),
                Format.NIFTI);
        assertFormat(server.post("/v1/jobs", GZIP, Studies.gzip(Studies.nifti(10))), Format.GZIP);
    }

    private void assertFormat(HttpResponse<byte[]> answer, Format format) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
        assertThat(server.jobs.only().upload().format()).isEqualTo(format.name());
        server.jobs.clear();
    }

    @Test
    void aFormStoresTheSameBytesAsARawBody() throws Exception {
        byte[] study = Studies.join(Studies.nifti(70_000), "\r\n--frontier\r\n--".getBytes(StandardCharsets.US_ASCII));
        HttpResponse<byte[]> answer = server.post("/v1/jobs/form", FORM, Studies.form("study", study));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
        assertThat(server.jobs.only().upload().sha256()).isEqualTo(Sha256.hex(study));
        assertThat(server.jobs.only().upload().bytes()).isEqualTo(study.length);
    }

    @Test
    void refusesAFormWithoutTheStudy() throws Exception {
        assertRefused(
                server.post("/v1/jobs/form", FORM, Studies.form("scan", Studies.zip("a"))), ErrorCode.INVALID_REQUEST);
        assertRefused(
                server.post(
                        "/v1/jobs/form",
                        FORM,
                        ("--" + Studies.BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII)),
                ErrorCode.INVALID_REQUEST);
        assertRefused(server.post("/v1/jobs/form", "multipart/form-data", Studies.zip("a")), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void refusesAFormWithAnythingBesideTheStudy() throws Exception {
        byte[] first = Studies.form("study", Studies.zip("a"));
        byte[] open = Arrays.copyOf(first, first.length - 4);
        byte[] second =
                Studies.join(open, "\r\n".getBytes(StandardCharsets.US_ASCII), Studies.form("reference", new byte[3]));
        assertRefused(server.post("/v1/jobs/form", FORM, second), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void refusesAFormThatIsCutShort() throws Exception {
        byte[] whole = Studies.form("study", Studies.nifti(20_000));
        byte[] cut = Arrays.copyOf(whole, whole.length - 30);
        assertRefused(server.post("/v1/jobs/form", FORM, cut), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void refusesAnEmptyBody() throws Exception {
        assertRefused(server.post("/v1/jobs", ZIP, new byte[0]), ErrorCode.UPLOAD_EMPTY);
        assertRefused(server.post("/v1/jobs/form", FORM, Studies.form("study", new byte[0])), ErrorCode.UPLOAD_EMPTY);
        assertRefused(server.send(server.request("/v1/jobs").POST(BodyPublishers.noBody())), ErrorCode.UPLOAD_EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {ZIP, GZIP, BYTES})
    void refusesWhatIsNeitherZipNorNifti(String type) throws Exception {
        byte[] notes = "just some notes".getBytes(StandardCharsets.US_ASCII);
        assertRefused(server.post("/v1/jobs", type, notes), ErrorCode.NOT_AN_ARCHIVE);
    }

    @Test
    void refusesAContentEncoding() throws Exception {
        HttpRequest.Builder request = server.request("/v1/jobs")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(Studies.gzip(new byte[5])));
        assertRefused(server.send(request), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void refusesByContentLengthBeforeItReads() throws Exception {
        byte[] large = Studies.nifti(ApiServer.MAX_UPLOAD_BYTES);
        assertRefused(server.post("/v1/jobs", BYTES, large), ErrorCode.UPLOAD_TOO_LARGE);
        assertThat(server.artifacts.puts()).isZero();
    }

    @Test
    void refusesBySizeWhenNoneWasTold() throws Exception {
        byte[] large = Studies.nifti(ApiServer.MAX_UPLOAD_BYTES);
        HttpRequest.Builder chunked = server.request("/v1/jobs").POST(BodyPublishers.ofByteArrays(List.of(large)));
        assertRefused(server.send(chunked), ErrorCode.UPLOAD_TOO_LARGE);
        assertThat(server.artifacts.puts()).isOne();
        assertRefused(
                server.post("/v1/jobs/form", FORM, Studies.form("study", Studies.nifti(ApiServer.MAX_UPLOAD_BYTES))),
                ErrorCode.UPLOAD_TOO_LARGE);
    }

    @Test
    void takesAStudyOfExactlyTheLimit() throws Exception {
        byte[] study = Studies.nifti(ApiServer.MAX_UPLOAD_BYTES - 352);
        assertThat(server.post("/v1/jobs", BYTES, study).statusCode()).isEqualTo(202);
        assertThat(server.post("/v1/jobs/form", FORM, Studies.form("study", study))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void refusesAnUnsafeZip() throws Exception {
        assertRefused(server.post("/v1/jobs", ZIP, Studies.zip("a", "../../etc/passwd")), ErrorCode.ARCHIVE_UNSAFE);
    }

    @Test
    void refusesAnEncryptedZip() throws Exception {
        assertRefused(server.post("/v1/jobs", ZIP, Studies.encryptedZip()), ErrorCode.ARCHIVE_ENCRYPTED);
    }

    @Test
    void refusesAZipThatDeclaresTooMuch() throws Exception {
        assertRefused(server.post("/v1/jobs", ZIP, Studies.zipOf4Gb()), ErrorCode.ARCHIVE_TOO_LARGE);
    }

    @Test
    void leavesADamagedZipToTheWorker() throws Exception {
        byte[] whole = Studies.zip("a", "b", "c");
        byte[] cut = Arrays.copyOf(whole, whole.length - 60);
        assertThat(server.post("/v1/jobs", ZIP, cut).statusCode()).isEqualTo(202);
        assertThat(server.jobs.only().upload().format()).isEqualTo(Format.ZIP.name());
    }

    @ParameterizedTest
    @CsvSource({
        "reference=",
        "subject=%00",
        "batch=a%0Ab",
        "seriesInstanceUid=1.2a",
        "seriesInstanceUid=1.2:",
        "seriesInstanceUid=1.2:0",
        "seriesInstanceUid=:1",
        "allowResampling=true"
    })
    void refusesParametersThatCannotBe(String query) throws Exception {
        assertRefused(server.post("/v1/jobs?" + query, ZIP, Studies.zip("a")), ErrorCode.INVALID_REQUEST);
        assertThat(server.artifacts.puts()).isZero();
    }

    @Test
    void refusesLabelsBeyondTheirLength() throws Exception {
        assertThat(server.post("/v1/jobs?reference=" + "x".repeat(128), ZIP, Studies.zip("a"))
                        .statusCode())
                .isEqualTo(202);
        server.jobs.clear();
        server.artifacts.clear();
        assertRefused(
                server.post("/v1/jobs?reference=" + "x".repeat(129), ZIP, Studies.zip("a")), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void tellsAFullStoreFromABrokenOne() throws Exception {
        server.artifacts.failPuts(new CodedException(ErrorCode.STORE_FULL));
        assertRefused(server.post("/v1/jobs", ZIP, Studies.zip("a")), ErrorCode.STORE_FULL);

        server.artifacts.failPuts(new IOException("/secret/path: device gone"));
        HttpResponse<byte[]> answer = server.post("/v1/jobs", ZIP, Studies.zip("a"));
        assertRefused(answer, ErrorCode.UNAVAILABLE);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(text(answer)).doesNotContain("secret");
    }

    @Test
    void removesTheUploadWhenTheDatabaseIsAway() throws Exception {
        server.jobs.failSubmits(new CannotCreateTransactionException("no connection"), false);
        assertRefused(server.post("/v1/jobs", ZIP, Studies.zip("a")), ErrorCode.UNAVAILABLE);
    }

    @Test
    void removesTheUploadWhenTheJobWasNotWritten() throws Exception {
        server.jobs.failSubmits(new IllegalStateException("secret bug"), false);
        HttpResponse<byte[]> answer = server.post("/v1/jobs", ZIP, Studies.zip("a"));
        assertRefused(answer, ErrorCode.INTERNAL);
        assertThat(text(answer)).doesNotContain("secret");
    }

    @Test
    void believesTheRowWhenTheAnswerOfTheCommitWasLost() throws Exception {
        server.jobs.failSubmits(new DataAccessResourceFailureException("connection reset"), true);
        HttpResponse<byte[]> answer = server.post("/v1/jobs", ZIP, Studies.zip("a"));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(server.artifacts.isEmpty()).isFalse();
    }

    @Test
    void keepsTheUploadWhenNobodyKnowsWhetherTheJobIsThere() throws Exception {
        server.jobs.failSubmits(new DataAccessResourceFailureException("connection reset"), true);
        server.jobs.failReads(new CannotCreateTransactionException("no connection"));
        assertThat(server.post("/v1/jobs", ZIP, Studies.zip("a")).statusCode()).isEqualTo(503);
        assertThat(server.artifacts.isEmpty()).isFalse();
    }
}
