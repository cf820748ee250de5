package org.lungburden.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class ProblemTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private void assertProblem(HttpResponse<byte[]> answer, int status, ErrorCode code, String instance) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).propertyNames())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance", "code", "requestId");
        assertThat(json(answer).get("code").asString()).isEqualTo(code.name());
        assertThat(json(answer).get("title").asString()).isEqualTo(code.title());
        assertThat(json(answer).get("status").asInt()).isEqualTo(status);
        assertThat(json(answer).get("instance").asString()).isEqualTo(instance);
        assertThat(text(answer)).doesNotContain("Exception").doesNotContain("secret");
    }

    @Test
    void answersUnknownPathsAndMethods() throws Exception {
        assertProblem(server.get("/nowhere"), 404, ErrorCode.PATH_NOT_FOUND, "/nowhere");
        assertProblem(server.get("/v1/nowhere?x=y"), 404, ErrorCode.PATH_NOT_FOUND, "/v1/nowhere");
        assertProblem(server.get("/error"), 404, ErrorCode.PATH_NOT_FOUND, "/error");
        HttpResponse<byte[]> answer = server.send(server.request("/v1/jobs").PUT(BodyPublishers.noBody()));
        assertProblem(answer, 405, ErrorCode.METHOD_NOT_ALLOWED, "/v1/jobs");
        assertThat(answer.headers().firstValue("Allow").orElseThrow().split(", "))
                .containsExactlyInAnyOrder("GET", "POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?=true", "?reference=%zz", "?reference=a&=b"})
    void aQueryThatCannotBeReadIsTheClientsFault(String query) throws Exception {
        String answer = RawHttp.exchange(
                server.port(), "GET /v1/jobs" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("INVALID_REQUEST");
    }

    @Test
    void answersAProblemEvenToAClientThatWantsSomethingElse() throws Exception {
        assertProblem(
                server.send(server.request("/v1/jobs").header("Accept", "text/html")),
                406,
                ErrorCode.NOT_ACCEPTABLE,
                "/v1/jobs");
    }

    static List<RuntimeException> outages() {
        return List.of(
                new DataAccessResourceFailureException("secret"),
                new CannotCreateTransactionException("secret"),
                new IllegalStateException("wrapped", new SQLTransientConnectionException("secret pool timeout")),
                new IllegalStateException("wrapped", new SQLException("secret: connection is closed")),
                new IllegalStateException("wrapped", new SQLException("secret", "57P01")));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void tellsThatTheDatabaseIsAway(RuntimeException outage) throws Exception {
        server.jobs.failReads(outage);
        HttpResponse<byte[]> answer = server.get("/v1/jobs");
        assertProblem(answer, 503, ErrorCode.UNAVAILABLE, "/v1/jobs");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    static List<RuntimeException> bugs() {
        return List.of(
                new IllegalArgumentException("secret"),
                new IllegalStateException("wrapped", new SQLException("secret", "23505")),
                new CodedException(ErrorCode.INTERNAL, "secret"),
                // A code of failed jobs has no place on an answer of its own.
                new CodedException(ErrorCode.NO_LUNG_FOUND, "secret"));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void keepsABugsTextInside(RuntimeException bug) throws Exception {
        server.jobs.failReads(bug);
        assertProblem(server.get("/v1/jobs"), 500, ErrorCode.INTERNAL, "/v1/jobs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/jobs?a=<script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/jobs/%2e%2e%2fx HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/jobs HTTP/1.1\r\n\r\n",
                "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: odd\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /v1/jobs HTTP/9.9\r\nHost: localhost\r\n\r\n"
            })
    void showsNoPageOfTheServer(String request) throws Exception {
        String answer = RawHttp.exchange(server.port(), request);
        assertThat(answer)
                .doesNotContain("<html")
                .doesNotContain("Exception")
                .doesNotContain("org.apache")
                .doesNotContain("Tomcat");
        assertThat(answer).matches("(?s)HTTP/1.1 [45]\\d\\d .*");
        assertThat(answer).contains("application/problem+json").contains("\"code\":\"");
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws Exception {
        String answer = RawHttp.exchange(
                server.port(),
                "GET /v1/jobs HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 431")
                .contains("\"HEADERS_TOO_LARGE\"")
                .doesNotContain("<html")
                .doesNotContain("Exception");
    }

    @Test
    void sendsSecurityHeadersWithEveryAnswer() throws Exception {
        for (String path : List.of("/v1/jobs", "/nowhere", "/v3/api-docs", "/actuator/health")) {
            HttpResponse<byte[]> answer = server.get(path);
            assertThat(answer.headers().allValues("X-Content-Type-Options"))
                    .as(path)
                    .containsExactly("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
        assertThat(server.get("/v1/jobs").headers().firstValue("Cache-Control")).hasValue("no-store");
    }
}
