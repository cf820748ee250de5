package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.exchange.WrittenContract;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Studies;
import org.lungburden.audit.AuditRecord;
import org.lungburden.job.Job;
import tools.jackson.databind.JsonNode;

/** Labels of a job: told with the study, mended later, searched and sorted by. */
class LabelsTest {
    private final ApiServer server = ApiServer.shared();
    private final Job job = Jobs.succeeded();

    @BeforeEach
    void aJob() {
        server.jobs.add(job);
    }

    private HttpResponse<byte[]> patch(String body, String... headers) throws Exception {
        var request = server.request("/v1/jobs/" + job.id())
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body));
        for (int n = 0; n < headers.length; n += 2) {
            request.setHeader(headers[n], headers[n + 1]);
        }
        return server.send(request);
    }

    private void assertRefused(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
        assertThat(server.jobs.find(Jobs.OWNER, job.id())).hasValue(job);
    }

    @Test
    void whatIsNamedChangesAndNullRemoves() throws Exception {
        HttpResponse<byte[]> answer = patch("{\"subject\": \"p-7\", \"batch\": null, \"acquiredOn\": \"2026-02-27\"}");
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        JsonNode changed = json(answer);
        assertThat(changed.get("subject").asString()).isEqualTo("p-7");
        assertThat(changed.get("acquiredOn").asString()).isEqualTo("2026-02-27");
        assertThat(changed.has("batch")).isFalse();
        assertThat(changed.get("reference").asString()).isEqualTo("ref-SUCCEEDED");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(answer.body()).isEqualTo(server.get("/v1/jobs/" + job.id()).body());
        assertThat(server.audit.all())
                .extracting(AuditRecord::action, AuditRecord::jobId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("JOB_RELABEL", job.id()));
    }

    @Test
    void nothingNamedIsNoNewVersion() throws Exception {
        HttpResponse<byte[]> answer = patch("{}", "If-Match", "\"1\"");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(server.audit.all()).isEmpty();
        assertRefused(patch("{}", "If-Match", "\"2\""), 412, "PRECONDITION_FAILED");
    }

    @Test
    void aJobThatChangedMeanwhileIsLeftAlone() throws Exception {
        assertRefused(patch("{\"batch\":\"b\"}", "If-Match", "\"7\""), 412, "PRECONDITION_FAILED");
        assertThat(patch("{\"batch\":\"b\"}", "If-Match", "\"1\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"batch\": 1}",
                "{\"batch\": \"\"}",
                "{\"subject\": \"a\\u0000b\"}",
                "{\"status\": \"SUCCEEDED\"}",
                "{\"owner\": \"another\"}",
                "{\"acquiredOn\": \"2026-02-30\"}",
                "{\"acquiredOn\": \"27.02.2026\"}",
                "{\"acquiredOn\": \"2026-02-27T10:00:00Z\"}",
                "{\"batch\": {\"$ne\": null}}",
                "{\"batch\": \"b\"",
            })
    void whatIsNoLabelIsRefused(String body) throws Exception {
        assertRefused(patch(body), 400, "INVALID_REQUEST");
    }

    @Test
    void aLongBodyAndAnotherTypeAreRefused() throws Exception {
        assertRefused(patch("{\"batch\": \"b\"" + " ".repeat(9000) + "}"), 400, "INVALID_REQUEST");
        assertRefused(patch("{}", "Content-Type", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void theDayComesWithTheStudy() throws Exception {
        for (String form : List.of("", "/form")) {
            HttpResponse<byte[]> answer = form.isEmpty()
                    ? server.post("/v1/jobs?acquiredOn=2026-02-27", "application/octet-stream", Studies.zip("a"))
                    : server.post(
                            "/v1/jobs/form?acquiredOn=2026-02-27",
                            "multipart/form-data; boundary=" + Studies.BOUNDARY,
                            Studies.form("study", Studies.zip("a")));
            assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
            assertThat(json(answer).get("acquiredOn").asString()).isEqualTo("2026-02-27");
        }
        HttpResponse<byte[]> refused =
                server.post("/v1/jobs?acquiredOn=today", "application/octet-stream", Studies.zip("a"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("parameter").asString()).isEqualTo("acquiredOn");
    }

    @ParameterizedTest
    @CsvSource({"search=REF-S, 1", "search=subject, 2", "search=ef, 0", "sort=-burden, 2", "sort=-createdAt, 2"})
    void aWorkListIsOneCall(String query, int found) throws Exception {
        server.jobs.addResult(job.id(), WrittenContract.read().example("result"), List.of());
        server.jobs.add(Jobs.queued());
        JsonNode items = json(server.get("/v1/jobs?" + query)).get("items");
        assertThat(items.size()).isEqualTo(found);
        if (query.endsWith("burden")) {
            assertThat(items.get(0).get("id").asString()).isEqualTo(job.id().toString());
            assertThat(items.get(0).get("burdenPercent").asDouble()).isEqualTo(8.9);
            assertThat(items.get(0).get("opacityMl").asDouble()).isEqualTo(370.4);
            assertThat(items.get(1).has("burdenPercent")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=burden", "sort=", "search=", "search=a%00"})
    void aSearchThatIsNoneIsRefused(String query) throws Exception {
        assertThat(server.get("/v1/jobs?" + query).statusCode()).isEqualTo(400);
    }
}
