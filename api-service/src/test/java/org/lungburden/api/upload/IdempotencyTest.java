package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobStatus;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class IdempotencyTest {
    private static final byte[] STUDY = Studies.nifti(50_000);
    private static final String KEY = "key-1";

    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private HttpResponse<byte[]> post(String key, String query, byte[] study) throws Exception {
        return server.send(keyed(key, query).POST(BodyPublishers.ofByteArray(study)));
    }

    private HttpRequest.Builder keyed(String key, String query) {
        return server.request("/v1/jobs" + query).header("Idempotency-Key", key);
    }

    private static String location(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static void assertRefused(HttpResponse<byte[]> answer, ErrorCode code) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(code.httpStatus());
        assertThat(json(answer).get("code").asString()).isEqualTo(code.name());
    }

    @Test
    void aRepeatedPostIsTheSameJobHoweverItIsWrapped() throws Exception {
        String job = location(post(KEY, "?reference=r&batch=b", STUDY));
        assertThat(location(post(KEY, "?batch=b&reference=r", STUDY))).isEqualTo(job);
        HttpResponse<byte[]> form = server.send(server.request("/v1/jobs/form?reference=r&batch=b")
                .header("Idempotency-Key", KEY)
                .header("Content-Type", "multipart/form-data; boundary=" + Studies.BOUNDARY)
                .POST(BodyPublishers.ofByteArray(Studies.form("study", STUDY))));
        assertThat(location(form)).isEqualTo(job);
        assertThat(server.jobs.size()).isOne();
        assertThat(server.artifacts.puts())
                .as("a known study is not stored again")
                .isOne();
    }

    @Test
    void anotherStudyOrQueryUnderAKnownKeyIsRefused() throws Exception {
        location(post(KEY, "?reference=r", STUDY));
        assertRefused(post(KEY, "?reference=r", Studies.nifti(50_001)), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertRefused(post(KEY, "?reference=s", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertRefused(post(KEY, "?subject=r", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertRefused(post(KEY, "?reference=r&subject=s", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertRefused(post(KEY, "?reference=r&batch=b", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertRefused(post(KEY, "", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertRefused(post(KEY, "?reference=r&seriesInstanceUid=1.2", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(server.jobs.size()).isOne();
        assertThat(server.artifacts.puts()).isOne();
    }

    @Test
    void theSeriesBelongsToTheKey() throws Exception {
        String job = location(post(KEY, "?seriesInstanceUid=1.2", STUDY));
        assertThat(server.jobs.only().seriesInstanceUid()).isEqualTo("1.2");
        assertThat(location(post(KEY, "?seriesInstanceUid=1.2", STUDY))).isEqualTo(job);
        assertRefused(post(KEY, "?seriesInstanceUid=1.3", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertRefused(post(KEY, "", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void theFilesBelongToTheKey() throws Exception {
        String job = location(post(KEY, "?files=image.nii.gz,labels.nii.gz", STUDY));
        assertThat(location(post(KEY, "?files=labels.nii.gz,image.nii.gz", STUDY)))
                .as("the order does not matter")
                .isEqualTo(job);
        assertRefused(post(KEY, "?files=labels.nii.gz", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertRefused(post(KEY, "", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        String usual = location(post("key-2", "", STUDY));
        assertThat(location(post("key-2", "?files=default", STUDY))).isEqualTo(usual);
    }

    @Test
    void thePriorityBelongsToTheKey() throws Exception {
        String job = location(post(KEY, "?batch=b", STUDY));
        assertThat(location(post(KEY, "?batch=b&priority=batch", STUDY))).isEqualTo(job);
        assertRefused(post(KEY, "?batch=b&priority=interactive", STUDY), ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void aRepeatedPostTellsTheJobAsItStands() throws Exception {
        String job = location(post(KEY, "", STUDY));
        UUID id = server.jobs.only().id();
        server.jobs.change(id, before -> Jobs.moved(before, JobStatus.FAILED));
        HttpResponse<byte[]> again = post(KEY, "", STUDY);
        assertThat(location(again)).isEqualTo(job);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.headers().firstValue("ETag"))
                .hasValue("\"" + server.jobs.only().version() + "\"");
        assertThat(json(again).get("status").asString()).isEqualTo(JobStatus.FAILED.name());
        assertThat(json(again).get("error").get("code").asString()).isEqualTo("NO_LUNG_FOUND");
        assertThat(again.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void theKeyOfADeletedJobIsFree() throws Exception {
        String job = location(post(KEY, "", STUDY));
        assertThat(server.send(server.request(job).DELETE()).statusCode()).isEqualTo(204);
        assertThat(location(post(KEY, "", STUDY))).isNotEqualTo(job);
    }

    @Test
    void aSecondPostIsToldAtOnceWhileTheFirstIsStillUploadingAndTheKeyIsRenewed() throws Exception {
        try (Socket first = RawHttp.connect(server.port())) {
            OutputStream out = first.getOutputStream();
            begin(out);
            await().until(() -> !server.jobs.keys.isEmpty());
            assertRefused(post(KEY, "", STUDY), ErrorCode.IDEMPOTENCY_IN_FLIGHT);
            // Before a byte of the body: none of it is ever sent.
            try (Socket second = RawHttp.connect(server.port())) {
                second.getOutputStream().write(head().getBytes(StandardCharsets.US_ASCII));
                byte[] answer = second.getInputStream().readNBytes(12);
                assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 409");
            }
            await().until(() -> server.jobs.keys.renewals() > 1);
            out.write(STUDY, STUDY.length / 2, STUDY.length - STUDY.length / 2);
            assertThat(new String(first.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 202");
        }
        assertThat(location(post(KEY, "", STUDY)))
                .endsWith(server.jobs.only().id().toString());
    }

    private static String head() {
        return "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: " + KEY + "\r\nContent-Length: "
                + STUDY.length + "\r\n\r\n";
    }

    private static void begin(OutputStream out) throws IOException {
        out.write(head().getBytes(StandardCharsets.US_ASCII));
        out.write(STUDY, 0, STUDY.length / 2);
        out.flush();
    }

    @Test
    void aBrokenOffUploadFreesItsKey() throws Exception {
        try (Socket first = RawHttp.connect(server.port())) {
            begin(first.getOutputStream());
            await().until(() -> !server.jobs.keys.isEmpty());
            first.setSoLinger(true, 0);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> server.jobs.keys.isEmpty());
        location(post(KEY, "", STUDY));
    }

    @Test
    void aRefusedUploadFreesItsKeyBeforeItIsAnswered() throws Exception {
        assertRefused(post(KEY, "", new byte[0]), ErrorCode.UPLOAD_EMPTY);
        assertRefused(post(KEY, "", "notes".getBytes(StandardCharsets.US_ASCII)), ErrorCode.NOT_AN_ARCHIVE);
        assertRefused(post(KEY, "", Studies.zip("../a")), ErrorCode.ARCHIVE_UNSAFE);
        server.artifacts.failPuts(new CodedException(ErrorCode.STORE_FULL));
        assertRefused(post(KEY, "", STUDY), ErrorCode.STORE_FULL);
        server.artifacts.clear();
        server.jobs.failSubmits(new IllegalStateException("bug"), false);
        assertRefused(post(KEY, "", STUDY), ErrorCode.INTERNAL);
        await().until(() -> server.jobs.keys.isEmpty());
        assertThat(server.artifacts.isEmpty()).isTrue();
    }

    @Test
    void anUploadThatLostItsKeyMakesNoJob() throws Exception {
        try (Socket first = RawHttp.connect(server.port())) {
            OutputStream out = first.getOutputStream();
            begin(out);
            await().until(() -> !server.jobs.keys.isEmpty());
            server.jobs.keys.takeOver();
            out.write(STUDY, STUDY.length / 2, STUDY.length - STUDY.length / 2);
            assertThat(new String(first.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 409");
        }
        assertThat(server.jobs.size()).isZero();
        assertThat(server.artifacts.isEmpty()).isTrue();
        assertThat(server.jobs.keys.isEmpty()).as("the heir's key stays").isFalse();
    }

    @Test
    void theRowIsBelievedWhenTheAnswerOfTheCommitWasLost() throws Exception {
        server.jobs.failSubmits(new DataAccessResourceFailureException("connection reset"), true);
        String job = location(post(KEY, "", STUDY));
        server.jobs.failSubmits(new IllegalStateException("not again"), false);
        assertThat(location(post(KEY, "", STUDY))).isEqualTo(job);
    }

    @Test
    void aDatabaseThatIsAwayIsTold() throws Exception {
        server.jobs.keys.fail(new CannotCreateTransactionException("no connection"));
        HttpResponse<byte[]> answer = post(KEY, "", STUDY);
        assertRefused(answer, ErrorCode.UNAVAILABLE);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(server.artifacts.puts()).isZero();
    }

    @Test
    void aRepeatedBodyIsReadWhole() throws Exception {
        location(post(KEY, "", STUDY));
        try (Socket second = RawHttp.connect(server.port())) {
            begin(second.getOutputStream());
            second.shutdownOutput();
            assertThat(new String(second.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
        byte[] large = Arrays.copyOf(STUDY, ApiServer.MAX_UPLOAD_BYTES + 1);
        HttpResponse<byte[]> answer =
                server.send(keyed(KEY, "").POST(BodyPublishers.ofByteArrays(java.util.List.of(large))));
        assertRefused(answer, ErrorCode.UPLOAD_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "k\u00e9", "\t"})
    void keysThatCannotBeAreRefused(String key) throws Exception {
        String answer = RawHttp.exchange(
                server.port(),
                "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\nIdempotency-Key: "
                        + key + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Idempotency-Key");
    }

    @Test
    void aKeyIsAsLongAsSaid() throws Exception {
        location(post("~".repeat(255), "", STUDY));
        assertRefused(post("~".repeat(256), "", STUDY), ErrorCode.INVALID_REQUEST);
        assertRefused(
                server.send(keyed("a", "").header("Idempotency-Key", "a").POST(BodyPublishers.ofByteArray(STUDY))),
                ErrorCode.INVALID_REQUEST);
    }
}
