package org.lungburden.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;

/** Each answer names its request. */
class RequestIdTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private static String told(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("X-Request-Id").orElse("");
    }

    @Test
    void everyAnswerCarriesOne() throws Exception {
        for (String path :
                List.of("/v1/jobs", "/nowhere", "/v3/api-docs", "/actuator/health", "/swagger-ui/index.html")) {
            assertThat(told(server.get(path))).as(path).matches("[0-9a-f]{16}");
        }
        assertThat(told(server.get("/v1/jobs"))).isNotEqualTo(told(server.get("/v1/jobs")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4f0c2a52-9f1e-4a53-8a87-0d8c7a0c5b6e", "a", "Root=1-67891233-abcdef012345678912345678"})
    void theClientsOwnIsTaken(String own) throws Exception {
        HttpResponse<byte[]> answer =
                server.send(server.request("/v1/jobs?limit=x").header("X-Request-Id", own));
        assertThat(told(answer)).isEqualTo(own);
        assertThat(json(answer).get("requestId").asString()).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "quote\"", "<script>", ""})
    void whatIsNotWellFormedIsReplaced(String own) throws Exception {
        assertThat(told(server.send(server.request("/v1/jobs").header("X-Request-Id", own))))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void whatIsTooLongIsReplaced() throws Exception {
        assertThat(told(server.send(server.request("/v1/jobs").header("X-Request-Id", "x".repeat(129)))))
                .matches("[0-9a-f]{16}");
        assertThat(told(server.send(server.request("/v1/jobs").header("X-Request-Id", "x".repeat(128)))))
                .hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /v1/jobs HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /v1/jobs?a=<b> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/jobs HTTP/1.1\r\n\r\n",
                "TRACE /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            })
    void soDoesWhatTheServerRefusesItself(String request) throws Exception {
        String answer = RawHttp.exchange(server.port(), request);
        assertThat(answer).matches("(?s)HTTP/1.1 [45].*\r\nX-Request-Id: ([0-9a-f]{16})\r\n.*\"requestId\":\"\\1\".*");
    }
}
