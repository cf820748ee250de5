package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Studies;
import org.lungburden.error.ErrorCode;

class ContentDigestTest {
    private static final byte[] STUDY = Studies.nifti(200_000);
    private static final byte[] FORM = Studies.form("study", STUDY);
    private static final String BYTES = "application/octet-stream";
    private static final String FORM_TYPE = "multipart/form-data; boundary=" + Studies.BOUNDARY;

    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    /** By the JDK: {@code sha-256=:…:}. */
    private static String member(String algorithm, byte[] content) throws Exception {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(content);
        return algorithm.toLowerCase(java.util.Locale.ROOT) + "=:"
                + Base64.getEncoder().encodeToString(digest) + ":";
    }

    private HttpResponse<byte[]> post(String type, byte[] body, String... digests) throws Exception {
        var request = server.request(type.equals(BYTES) ? "/v1/jobs" : "/v1/jobs/form")
                .header("Content-Type", type);
        for (String digest : digests) {
            request.header("Content-Digest", digest);
        }
        return server.send(request.POST(BodyPublishers.ofByteArray(body)));
    }

    private void assertTaken(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
        assertThat(server.artifacts.get(server.jobs.only().upload().key())).isEqualTo(STUDY);
        server.jobs.clear();
        server.artifacts.clear();
    }

    private void assertRefused(HttpResponse<byte[]> answer, ErrorCode code) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo(code.name());
        assertThat(server.artifacts.isEmpty()).isTrue();
        assertThat(server.jobs.size()).isZero();
    }

    @Test
    void aTrueDigestIsTaken() throws Exception {
        assertTaken(post(BYTES, STUDY, member("SHA-256", STUDY)));
        assertTaken(post(BYTES, STUDY, member("SHA-512", STUDY)));
        assertTaken(post(BYTES, STUDY, member("SHA-256", STUDY) + " , " + member("SHA-512", STUDY)));
        assertTaken(post(BYTES, STUDY, member("SHA-256", STUDY), member("SHA-512", STUDY)));
    }

    @Test
    void aFalseDigestLeavesNothing() throws Exception {
        String other = member("SHA-256", new byte[1]);
        assertRefused(post(BYTES, STUDY, other), ErrorCode.DIGEST_MISMATCH);
        assertRefused(post(BYTES, STUDY, member("SHA-512", new byte[1])), ErrorCode.DIGEST_MISMATCH);
        assertRefused(
                post(BYTES, STUDY, member("SHA-256", STUDY), member("SHA-512", new byte[1])),
                ErrorCode.DIGEST_MISMATCH);
    }

    @Test
    void aFormsDigestIsOfTheWholeForm() throws Exception {
        assertTaken(post(FORM_TYPE, FORM, member("SHA-256", FORM)));
        assertRefused(post(FORM_TYPE, FORM, member("SHA-256", STUDY)), ErrorCode.DIGEST_MISMATCH);
        byte[] more = Studies.join(FORM, "an epilogue ".repeat(5000).getBytes(StandardCharsets.US_ASCII));
        assertTaken(post(FORM_TYPE, more, member("SHA-256", more)));
        assertRefused(post(FORM_TYPE, more, member("SHA-256", FORM)), ErrorCode.DIGEST_MISMATCH);
    }

    /** The example of RFC 9530, appendix D: what other implementations send. */
    @Test
    void theExampleOfTheRfcIsRead() throws Exception {
        String rfc = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
        assertThat(member("SHA-256", "{\"hello\": \"world\"}\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(rfc);
        assertRefused(post(BYTES, STUDY, rfc), ErrorCode.DIGEST_MISMATCH);
    }

    @Test
    void unknownAlgorithmsArePassedOver() throws Exception {
        assertTaken(post(BYTES, STUDY, "md5=:AAAA:, unixsum=:AQ==:"));
        assertTaken(post(BYTES, STUDY, "sha=:AAAA:," + member("SHA-256", STUDY) + ";note=1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha-256",
                "sha-256=",
                "sha-256=abc",
                "sha-256=:abc",
                "sha-256=:AAAA:",
                "sha-256=:A===:",
                "SHA-256=:AAAA:",
                "md5=abc",
                "md5=:AAAA:,",
                ", md5=:AAAA:"
            })
    void whatIsMalformedIsRefusedUnread(String digest) throws Exception {
        assertRefused(post(BYTES, STUDY, digest), ErrorCode.INVALID_REQUEST);
        assertThat(server.artifacts.puts()).isZero();
    }
}
