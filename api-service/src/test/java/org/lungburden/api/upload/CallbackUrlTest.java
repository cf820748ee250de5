package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.access.AccessScope;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Studies;

/** Whom a job may have told. */
class CallbackUrlTest {
    private static HttpResponse<byte[]> post(ApiServer server, String callback, String key, String idempotency)
            throws Exception {
        String url = URLEncoder.encode(callback, StandardCharsets.UTF_8);
        return server.send(server.request("/v1/jobs?callbackUrl=" + url)
                .header("Content-Type", "application/zip")
                .header("Authorization", key)
                .header("Idempotency-Key", idempotency)
                .POST(BodyPublishers.ofByteArray(Studies.zip("a"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://10.0.0.1/", "https://169.254.169.254/", "https://user:pw@a.example/", "gopher://a/", ""})
    void whatMustNotBeCalledIsRefusedBeforeTheBody(String url) throws Exception {
        ApiServer server = ApiServer.shared();
        HttpResponse<byte[]> answer = post(server, url, "", "k");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(ApiServer.json(answer).get("code").asString()).isEqualTo("CALLBACK_NOT_ALLOWED");
        assertThat(server.artifacts.keys("")).isEmpty();
    }

    @Test
    void thisMachineIsGoodOnlyWithoutSignIn() throws Exception {
        String url = "http://127.0.0.1:9/";
        assertThat(post(ApiServer.shared(), url, "", "one").statusCode()).isEqualTo(202);
        try (ApiServer locked = ApiServer.start(Map.of("lungburden.auth", "keys"))) {
            String key = "Bearer " + locked.keys.create(Jobs.OWNER, AccessScope.SUBMIT);
            assertThat(post(locked, url, key, "one").statusCode()).isEqualTo(422);
        }
        try (ApiServer allowing =
                ApiServer.start(Map.of("lungburden.auth", "keys", "lungburden.webhooks.allow", "http://127.0.0.0/8"))) {
            String key = "Bearer " + allowing.keys.create(Jobs.OWNER, AccessScope.SUBMIT);
            assertThat(post(allowing, url, key, "one").statusCode()).isEqualTo(202);
        }
    }

    @Test
    void anotherAddressIsAnotherPost() throws Exception {
        ApiServer server = ApiServer.shared();
        assertThat(post(server, "http://127.0.0.1:9/a", "", "key").statusCode()).isEqualTo(202);
        assertThat(post(server, "HTTP://127.0.0.1:9/a", "", "key").statusCode()).isEqualTo(202);
        assertThat(ApiServer.json(post(server, "http://127.0.0.1:9/b", "", "key"))
                        .get("code")
                        .asString())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }
}
