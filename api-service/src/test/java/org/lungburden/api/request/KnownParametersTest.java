package org.lungburden.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.ContractFile;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Studies;
import org.lungburden.job.Job;
import tools.jackson.databind.JsonNode;

/** A parameter that a call does not know is refused by every call, and named. */
class KnownParametersTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    /** Issuers send along what they like ({@code IssuerSessionsTest.theAnswerOfAnotherIssuerIsRefused}). */
    private static final String TAKES_OTHERS = "GET /v1/session/oidc/callback";

    /** {@code GET /v1/jobs} and the others, as the contract lists them. */
    static Stream<String> calls() {
        return ContractFile.tree().get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(Map.Entry<String, JsonNode>::getKey)
                        .map(method -> method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()))
                .filter(call -> !call.equals(TAKES_OTHERS));
    }

    private void assertNames(HttpResponse<byte[]> answer, String parameter) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(json(answer).get("parameter").asString()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallRefusesAnUnknownParameter(String call) throws Exception {
        Job job = Jobs.succeeded();
        server.jobs.add(job);
        String path = call.split(" ", 2)[1]
                .replace("{id}", job.id().toString())
                .replace("{name}", "labels.nii.gz")
                .replace("{revision}", "0")
                .replace("{batch}", "batch-1")
                .replace("{subject}", "subject-1");
        byte[] body = path.endsWith("/form") ? Studies.form("study", Studies.zip("a")) : Studies.zip("a");
        var request = server.request(path + "?referense=x")
                .method(call.split(" ", 2)[0], java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
        if (path.endsWith("/form")) {
            request.header("Content-Type", "multipart/form-data; boundary=" + Studies.BOUNDARY);
        } else if (path.endsWith("/session") || call.startsWith("P") && !call.startsWith("POST")) {
            request.header("Content-Type", "application/json");
        }
        assertNames(server.send(request), "referense");
        assertThat(server.jobs.size()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"limit=1&limit=2, limit", "reference=a&reference=a, reference", "LIMIT=1, LIMIT", "=x, ''"})
    void aParameterStandsOnce(String query, String named) throws Exception {
        if (named.isEmpty()) {
            assertThat(server.get("/v1/jobs?" + query).statusCode()).isEqualTo(400);
        } else {
            assertNames(server.get("/v1/jobs?" + query), named);
        }
    }

    @Test
    void aHeaderStandsOnce() throws Exception {
        var twice = server.request("/v1/jobs/" + Jobs.queued().id() + "/events")
                .header("Last-Event-ID", "1")
                .header("Last-Event-ID", "2")
                .header("Accept", "text/event-stream, application/problem+json");
        assertNames(server.send(twice), "Last-Event-ID");
    }

    @Test
    void aListMayStandInSeveralLines() throws Exception {
        Job job = Jobs.succeeded();
        server.jobs.add(job);
        var tags = server.request("/v1/jobs/" + job.id())
                .header("If-None-Match", "\"x\"")
                .header("If-None-Match", "\"1\"");
        assertThat(server.send(tags).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=x, limit",
        "cursor=x, cursor",
        "status=odd, status",
        "code=odd, code",
        "studyInstanceUid=x, studyInstanceUid",
        "createdFrom=2026, createdFrom",
        "createdTo=2026-13-01T00:00:00Z, createdTo",
        "reference=, reference",
        "subject=%00, subject",
        "batch=a%0Ab, batch"
    })
    void aValueThatCannotBeIsNamed(String query, String named) throws Exception {
        assertNames(server.get("/v1/jobs?" + query), named);
    }
}
