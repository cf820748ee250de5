package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Studies;
import org.lungburden.error.ErrorCode;

/** What a post may call its study; the content decides. */
class MediaTypesTest {
    private static final byte[] ZIP = Studies.zip("a");
    private static final byte[] GZIP = Studies.gzip(Studies.nifti(1));
    private static final byte[] NIFTI = Studies.nifti(1);
    private static final String FORM = "multipart/form-data; boundary=" + Studies.BOUNDARY;

    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private void assertRefused(HttpResponse<byte[]> answer, ErrorCode code) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(code.httpStatus());
        assertThat(json(answer).get("code").asString()).isEqualTo(code.name());
        assertThat(server.artifacts.isEmpty()).as("store is empty").isTrue();
        assertThat(server.jobs.size()).isZero();
    }

    private static byte[] study(String kind) {
        return switch (kind) {
            case "zip" -> ZIP;
            case "gzip" -> GZIP;
            case "tar" -> Studies.tar();
            case "dicom" -> Studies.dicom();
            default -> NIFTI;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH"})
    void theFormsPathIsNoJob(String method) throws Exception {
        HttpResponse<byte[]> answer = server.send(server.request("/v1/jobs/form?reference=a")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("POST");
        assertRefused(answer, ErrorCode.METHOD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream, zip",
        "application/octet-stream, gzip",
        "application/octet-stream, nifti",
        "application/zip, zip",
        "application/x-zip-compressed, zip",
        "application/gzip, gzip",
        "application/x-gzip, gzip",
        "application/octet-stream, tar",
        "application/octet-stream, dicom",
        "application/x-tar, tar",
        "application/x-tar, gzip",
        "application/dicom, dicom",
        "application/dicom, zip",
        "application/dicom, tar",
        "Application/ZIP; name=a, zip"
    })
    void takesWhatFitsItsName(String type, String kind) throws Exception {
        HttpResponse<byte[]> answer = server.post("/v1/jobs", type, study(kind));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "application/zip, nifti",
        "application/x-zip-compressed, gzip",
        "application/gzip, zip",
        "application/x-gzip, nifti",
        "application/x-tar, zip",
        "application/x-tar, dicom",
        "application/zip, tar",
        "application/gzip, dicom",
        "application/dicom, nifti"
    })
    void refusesAContentThatContradictsItsType(String type, String kind) throws Exception {
        assertRefused(server.post("/v1/jobs", type, study(kind)), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/x-www-form-urlencoded", "nonsense"})
    void refusesUnlistedTypesAndNamesTheListed(String type) throws Exception {
        HttpResponse<byte[]> answer = server.post("/v1/jobs", type, ZIP);
        assertRefused(answer, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        if (!type.equals("nonsense")) {
            assertThat(answer.headers().firstValue("Accept"))
                    .hasValueSatisfying(
                            types -> assertThat(types).startsWith("application/octet-stream, application/zip"));
        }
    }

    @Test
    void tellsWhereAFormGoes() throws Exception {
        HttpResponse<byte[]> answer = server.post("/v1/jobs", FORM, Studies.form("study", ZIP));
        assertRefused(answer, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(json(answer).get("detail").asString()).contains("/v1/jobs/form");
    }

    @Test
    void tellsWhereAFormGoesThatIsSentAsBytes() throws Exception {
        HttpResponse<byte[]> answer = server.post("/v1/jobs", "application/octet-stream", Studies.form("study", ZIP));
        assertRefused(answer, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(json(answer).get("detail").asString()).endsWith("send the form to /v1/jobs/form.");
    }

    @Test
    void tellsWhatAFormsPathTakes() throws Exception {
        HttpResponse<byte[]> answer = server.post("/v1/jobs/form", "application/zip", ZIP);
        assertRefused(answer, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(json(answer).get("detail").asString()).contains("multipart/form-data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/zip"})
    void namesAFormatThatIsNotRead(String type) throws Exception {
        byte[] sevenZip = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4};
        HttpResponse<byte[]> answer = server.post("/v1/jobs", type, sevenZip);
        assertRefused(answer, ErrorCode.NOT_AN_ARCHIVE);
        assertThat(json(answer).get("detail").asString())
                .isEqualTo("The upload is a 7z archive; send a zip, a tar, DICOM or NIfTI.");
    }
}
