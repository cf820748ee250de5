package org.lungburden.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessScope;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Studies;

/** How much one owner and one key get. */
class LimitsTest {
    private static final int OF_OWNER = 12;
    private static final int OF_KEY = 8;
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of(
                "lungburden.auth",
                "keys",
                "lungburden.limits.requests-per-minute",
                OF_OWNER,
                "lungburden.limits.requests-per-minute-per-key",
                OF_KEY,
                "lungburden.limits.uploads-per-day",
                "4KB",
                "lungburden.limits.waiting-jobs",
                2));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String key(String owner) {
        return "Bearer " + server.keys.create(owner, AccessScope.values());
    }

    private static HttpResponse<byte[]> list(String key) throws Exception {
        return server.send(server.request("/v1/jobs").header("Authorization", key));
    }

    private static HttpResponse<byte[]> post(String key, byte[] study) throws Exception {
        return server.send(server.request("/v1/jobs")
                .header("Authorization", key)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(study)));
    }

    private static HttpResponse<byte[]> post(String key, byte[] study, String idempotencyKey) throws Exception {
        return server.send(server.request("/v1/jobs")
                .header("Authorization", key)
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofByteArray(study)));
    }

    private static String code(HttpResponse<byte[]> answer) {
        return ApiServer.json(answer).get("code").asString();
    }

    private static long number(HttpResponse<byte[]> answer, String header) {
        return answer.headers().firstValueAsLong(header).orElse(-1);
    }

    /** Once more where a new minute began meanwhile. */
    private static int answered(String key) throws Exception {
        int answered = 0;
        while (answered <= 2 * OF_OWNER && list(key).statusCode() == 200) {
            answered++;
        }
        return answered;
    }

    @Test
    void aKeyHasItsRequestsAndTheOwnerTooAndOthersStayUntouched() throws Exception {
        String first = key("many");
        HttpResponse<byte[]> one = list(first);
        assertThat(one.headers().firstValue("RateLimit-Policy"))
                .hasValue("\"owner\";q=" + OF_OWNER + ";w=60, \"key\";q=" + OF_KEY + ";w=60");
        assertThat(one.headers().firstValue("RateLimit").orElse("")).matches("\"key\";r=7;t=[0-9]{1,2}");
        assertThat(answered(first)).isBetween(OF_KEY - 1, 2 * OF_KEY);
        HttpResponse<byte[]> refused = list(first);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(code(refused)).isEqualTo("RATE_LIMITED");
        assertThat(number(refused, "Retry-After")).isBetween(1L, 60L);
        assertThat(refused.headers().firstValue("RateLimit").orElse("")).matches("\"key\";r=0;t=[0-9]{1,2}");
        assertThat(answered(key("many"))).isLessThan(OF_KEY);
        assertThat(list(key("few")).statusCode()).isEqualTo(200);
    }

    @Test
    void anOwnerUploadsSoMuchADay() throws Exception {
        String key = key("heavy");
        assertThat(post(key, Studies.zip("a")).statusCode()).isEqualTo(202);
        HttpResponse<byte[]> refused = post(key, new byte[5000]);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(code(refused)).isEqualTo("RATE_LIMITED");
        assertThat(number(refused, "Retry-After")).isBetween(1L, 86_400L);
        assertThat(post(key("light"), Studies.zip("a")).statusCode()).isEqualTo(202);
    }

    /** A body without a length is measured while it arrives. */
    @Test
    void aBodyOfUnknownLengthIsCutAtTheLimit() throws Exception {
        byte[] study = Studies.nifti(20_000);
        HttpResponse<byte[]> refused = server.send(server.request("/v1/jobs")
                .header("Authorization", key("chunked"))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(study))));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(code(refused)).isEqualTo("RATE_LIMITED");
    }

    @Test
    void jobsOfAnOwnerThatWaitAreLimited() throws Exception {
        String key = key(Jobs.OWNER);
        server.jobs.add(Jobs.queued());
        assertThat(post(key, Studies.zip("a")).statusCode()).isEqualTo(202);
        HttpResponse<byte[]> refused = post(key, Studies.zip("a"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(code(refused)).isEqualTo("QUEUE_FULL");
        assertThat(number(refused, "Retry-After")).isEqualTo(60);
    }

    /** A repeated submit makes no job. */
    @Test
    void aRepeatedSubmitIsAnsweredAlsoWhenTooManyJobsWait() throws Exception {
        String key = key("again");
        HttpResponse<byte[]> first = post(key, Studies.zip("a"), "key-1");
        assertThat(post(key, Studies.zip("a"), "key-2").statusCode()).isEqualTo(202);
        assertThat(post(key, Studies.zip("a"), "key-3").statusCode()).isEqualTo(429);
        HttpResponse<byte[]> repeated = post(key, Studies.zip("a"), "key-1");
        assertThat(repeated.statusCode()).isEqualTo(202);
        assertThat(repeated.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(repeated.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
    }

    @Test
    void withoutSignInNothingIsCounted() throws Exception {
        try (ApiServer open = ApiServer.start(
                Map.of("lungburden.limits.requests-per-minute", 1, "lungburden.limits.uploads-per-day", "1B"))) {
            for (int n = 0; n < 3; n++) {
                assertThat(open.get("/v1/jobs").headers().firstValue("RateLimit"))
                        .isEmpty();
            }
            assertThat(open.post("/v1/jobs", "application/octet-stream", Studies.zip("a"))
                            .statusCode())
                    .isEqualTo(202);
        }
    }
}
