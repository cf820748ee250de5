package org.lungburden.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.error.Category;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;
import org.lungburden.job.Job;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import tools.jackson.databind.JsonNode;

class JobsTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private HttpResponse<byte[]> get(Job job) throws Exception {
        server.jobs.add(job);
        return server.get("/v1/jobs/" + job.id());
    }

    @Test
    void tellsEveryFieldOfAJobAndNoOther() throws Exception {
        Job job = Jobs.failed(ErrorCode.MISSING_SLICES, "2 slices are missing.");
        HttpResponse<byte[]> answer = get(job);
        String id = job.id().toString();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("""
                {"id":"%s","status":"FAILED","stage":"DECODING","progress":0.5,"attempt":1,"reference":"ref-FAILED",\
                "subject":"subject-1","batch":"batch-1","priority":"batch","createdAt":"2026-03-01T10:15:30.123456Z","startedAt":"2026-03-01T10:15:31.123456Z",\
                "finishedAt":"2026-03-01T10:15:39.123456Z","error":{"code":"MISSING_SLICES","detail":"2 slices are missing.",\
                "retryable":false},\
                "links":{"self":"/v1/jobs/%s","events":"/v1/jobs/%s/events","cancel":"/v1/jobs/%s/cancel",\
                "retry":"/v1/jobs/%s/retry","result":"/v1/jobs/%s/result","artifacts":"/v1/jobs/%s/artifacts"}}""".formatted(id, id, id, id, id, id, id));
    }

    @Test
    void listsTheSeriesThatMayBeChosen() throws Exception {
        JsonNode job = json(get(Jobs.failed(new JobError(
                ErrorCode.AMBIGUOUS_SERIES,
                "Two.",
                List.of(
                        new SeriesOption("1.2.4", 60, 5.0, "a volume", 2),
                        new SeriesOption(null, 3, null, "too few"))))));
        assertThat(job.at("/error/candidates").toString())
                .isEqualTo(
                        "[{\"seriesInstanceUid\":\"1.2.4\",\"slices\":60,\"thicknessMm\":5.0,\"reason\":\"a volume\",\"volume\":2},"
                                + "{\"slices\":3,\"reason\":\"too few\"}]");
    }

    @Test
    void leavesOutWhatDoesNotApply() throws Exception {
        assertThat(text(get(Jobs.queued()))).doesNotContain("null");
        JsonNode job = json(get(Jobs.queued()));
        assertThat(job.propertyNames())
                .containsExactly(
                        "id",
                        "status",
                        "progress",
                        "attempt",
                        "reference",
                        "subject",
                        "batch",
                        "priority",
                        "createdAt",
                        "links");
    }

    @Test
    void tellsWhetherAnotherAttemptCanHelp() throws Exception {
        for (ErrorCode code : ErrorCode.values()) {
            JsonNode error = json(get(Jobs.failed(code, ""))).get("error");
            assertThat(error.get("retryable").asBoolean()).as(code.name()).isEqualTo(code.category() != Category.INPUT);
        }
    }

    @Test
    void passesAStageOnThatItDoesNotKnow() throws Exception {
        Job job = Jobs.changed(Jobs.running(), JobStatus.RUNNING, "REFINING", 0.7);
        assertThat(json(get(job)).get("stage").asString()).isEqualTo("REFINING");
        assertThat(json(server.get("/v1/jobs")).at("/items/0/stage").asString()).isEqualTo("REFINING");
    }

    @Test
    void namesAPauseOnlyWhileTheJobIsUnfinished() throws Exception {
        assertThat(get(Jobs.queued()).headers().firstValue("Retry-After")).hasValue("2");
        assertThat(get(Jobs.running()).headers().firstValue("Retry-After")).hasValue("2");
        assertThat(get(Jobs.succeeded()).headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void sparesAClientTheStateThatItKnows() throws Exception {
        Job running = Jobs.running();
        String etag = get(running).headers().firstValue("ETag").orElseThrow();
        assertThat(etag).isEqualTo("\"1\"");
        for (String known : List.of(etag, "W/" + etag, "\"0\", " + etag)) {
            HttpResponse<byte[]> same =
                    server.send(server.request("/v1/jobs/" + running.id()).header("If-None-Match", known));
            assertThat(same.statusCode()).as(known).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.headers().allValues("ETag")).containsExactly(etag);
            assertThat(same.headers().firstValue("Retry-After")).hasValue("2");
        }
        server.jobs.change(running.id(), job -> Jobs.moved(job, JobStatus.SUCCEEDED));
        HttpResponse<byte[]> changed =
                server.send(server.request("/v1/jobs/" + running.id()).header("If-None-Match", etag));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"2\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5f0f3c3e-0000-4000-8000-000000000000", "nonsense", "1-1-1-1-1", "%00"})
    void doesNotFindWhatIsNotThere(String id) throws Exception {
        for (String path : List.of("", "/result", "/artifacts", "/artifacts/labels.nii.gz")) {
            HttpResponse<byte[]> answer = server.get("/v1/jobs/" + id + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(id.equals("%00") ? 400 : 404);
            assertThat(json(answer).get("code").asString())
                    .isEqualTo(id.equals("%00") ? "INVALID_REQUEST" : "JOB_NOT_FOUND");
        }
    }

    @Test
    void hidesTheJobsOfOthers() throws Exception {
        assertThat(get(Jobs.ofAnother()).statusCode()).isEqualTo(404);
        assertThat(json(server.get("/v1/jobs")).get("items")).isEmpty();
    }

    @Test
    void listsNewestFirstInPages() throws Exception {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Job job = Jobs.queued();
            server.jobs.add(job);
            newestFirst.add(0, job.id().toString());
        }
        List<String> listed = new ArrayList<>();
        String query = "?limit=2";
        for (int page = 0; page < 3; page++) {
            JsonNode answer = json(server.get("/v1/jobs" + query));
            answer.get("items").forEach(job -> listed.add(job.get("id").asString()));
            assertThat(answer.has("nextCursor")).isEqualTo(page < 2);
            query = "?limit=2&cursor=" + answer.path("nextCursor").asString("");
        }
        assertThat(listed).isEqualTo(newestFirst);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status=CANCELLED&subject=subject-1&batch=batch-1  | CANCELLED
                    status=CANCELLED,QUEUED                           | CANCELLED QUEUED
                    status=CANCELLED&status=QUEUED&status=CANCELLED   | CANCELLED QUEUED
                    status=QUEUED,CANCELLED&status=FAILED             | FAILED CANCELLED QUEUED
                    reference=ref-QUEUED                              | QUEUED
                    batch=batch-2                                     |
                    code=NO_LUNG_FOUND                                | FAILED
                    code=INTERNAL                                     |
                    studyInstanceUid=1.2.3                            | QUEUED
                    studyInstanceUid=1.2                              |
                    createdFrom=2026-03-01T10:15:30.123456Z           | FAILED CANCELLED QUEUED
                    createdFrom=2026-03-01T10:15:30.123457Z           |
                    createdFrom=2026-03-01T10:15:30.123456001Z        |
                    createdTo=2026-03-01T10:15:30.123456Z             |
                    createdTo=2026-03-01t11:15:30.123457%2B01:00      | FAILED CANCELLED QUEUED
                    createdFrom=2026-03-01T00:00:00Z&createdTo=2026-03-02T00:00:00Z&status=FAILED | FAILED
                    """)
    void filters(String query, @Nullable String statuses) throws Exception {
        Job queued = Jobs.queued();
        server.jobs.add(queued);
        server.jobs.addStudy(queued.id(), "1.2.3");
        server.jobs.add(Jobs.cancelled());
        server.jobs.add(Jobs.failed(ErrorCode.NO_LUNG_FOUND, ""));
        List<String> found = new ArrayList<>();
        json(server.get("/v1/jobs?" + query))
                .get("items")
                .forEach(job -> found.add(job.get("status").asString()));
        assertThat(String.join(" ", found)).isEqualTo(statuses == null ? "" : statuses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=",
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=many",
                "limit=99999999999",
                "status=queued",
                "status=",
                "status=QUEUED,",
                "status=QUEUED&status=queued",
                "code=",
                "code=NO_SUCH_CODE",
                "studyInstanceUid=",
                "studyInstanceUid=1.2.x",
                "createdFrom=2026-03-01",
                "createdFrom=2026-03-01T10:15Z",
                "createdFrom=2026-02-30T10:15:00Z",
                "createdTo=2026-03-01T10:15:00+01:00",
                "createdTo=2026-03-01T10:15:00",
                "createdTo=",
                "cursor=nonsense",
                "reference=",
                "subject=a%00b"
            })
    void refusesQueriesThatCannotBe(String query) throws Exception {
        HttpResponse<byte[]> answer = server.get("/v1/jobs?" + query);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(text(answer)).doesNotContain("Exception").doesNotContain("nonsense");
    }

    @Test
    void takesTheLimitsThatItNames() throws Exception {
        assertThat(server.get("/v1/jobs?limit=1").statusCode()).isEqualTo(200);
        assertThat(server.get("/v1/jobs?limit=200").statusCode()).isEqualTo(200);
    }
}
