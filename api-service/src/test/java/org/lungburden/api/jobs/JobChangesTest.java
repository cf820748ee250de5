package org.lungburden.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;

class JobChangesTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private Job stored(Job job) {
        server.jobs.add(job);
        server.artifacts.add(job.upload().key(), new byte[10]);
        return job;
    }

    private HttpResponse<byte[]> post(UUID id, String call) throws Exception {
        return server.send(server.request("/v1/jobs/" + id + "/" + call).POST(BodyPublishers.noBody()));
    }

    private HttpResponse<byte[]> delete(UUID id) throws Exception {
        return server.send(server.request("/v1/jobs/" + id).DELETE());
    }

    private static void assertRefused(HttpResponse<byte[]> answer, ErrorCode code) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(code.httpStatus());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).get("code").asString()).isEqualTo(code.name());
    }

    @Test
    void cancelsWhatHasNotFinished() throws Exception {
        for (Job job : List.of(stored(Jobs.queued()), stored(Jobs.running()))) {
            HttpResponse<byte[]> answer = post(job.id(), "cancel");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).get("status").asString()).isEqualTo("CANCELLED");
            assertThat(answer.headers().firstValue("ETag")).hasValue("\"2\"");
            assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
            assertThat(answer.body())
                    .isEqualTo(server.get("/v1/jobs/" + job.id()).body());
        }
    }

    @Test
    void doesNotCancelWhatHasFinished() throws Exception {
        for (Job job : List.of(
                stored(Jobs.succeeded()), stored(Jobs.failed(ErrorCode.NO_LUNG_FOUND, "")), stored(Jobs.cancelled()))) {
            assertRefused(post(job.id(), "cancel"), ErrorCode.INVALID_TRANSITION);
        }
    }

    @Test
    void queuesAgainWhatFailedOrWasCancelled() throws Exception {
        for (Job job : List.of(stored(Jobs.failed(ErrorCode.OUT_OF_MEMORY, "")), stored(Jobs.cancelled()))) {
            HttpResponse<byte[]> answer = post(job.id(), "retry");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).get("status").asString()).isEqualTo("QUEUED");
            assertThat(json(answer).has("error")).isFalse();
            assertThat(answer.headers().firstValue("ETag")).hasValue("\"2\"");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        }
    }

    @Test
    void queuesAgainWithAnotherSeries() throws Exception {
        Job job = stored(Jobs.failed(ErrorCode.AMBIGUOUS_SERIES, ""));
        assertRefused(post(job.id(), "retry?seriesInstanceUid=x"), ErrorCode.INVALID_REQUEST);
        HttpResponse<byte[]> answer = post(job.id(), "retry?seriesInstanceUid=1.2.840:12");
        assertThat(json(answer).get("status").asString()).isEqualTo("QUEUED");
        assertThat(json(answer).get("seriesInstanceUid").asString()).isEqualTo("1.2.840:12");
        assertThat(server.jobs.find(Jobs.OWNER, job.id()).orElseThrow().seriesInstanceUid())
                .isEqualTo("1.2.840:12");
    }

    @Test
    void queuesAgainWithOtherFiles() throws Exception {
        Job job = stored(Jobs.failed(ErrorCode.OUT_OF_MEMORY, ""));
        HttpResponse<byte[]> unknown = post(job.id(), "retry?files=labels.nii.gz,mesh.stl");
        assertRefused(unknown, ErrorCode.INVALID_REQUEST);
        assertThat(json(unknown).get("parameter").asString()).isEqualTo("files");
        assertThat(json(post(job.id(), "retry?files=image.nii.gz")).get("files").asString())
                .isEqualTo("image.nii.gz");
        post(job.id(), "cancel");
        assertThat(json(post(job.id(), "retry")).get("files").asString()).isEqualTo("image.nii.gz");
        post(job.id(), "cancel");
        assertThat(json(post(job.id(), "retry?files=default")).has("files")).isFalse();
        assertThat(server.jobs.find(Jobs.OWNER, job.id()).orElseThrow().files()).isEqualTo(FileChoice.DEFAULT);
    }

    @Test
    void doesNotQueueAgainWhatIsUnderWayOrDone() throws Exception {
        for (Job job : List.of(stored(Jobs.queued()), stored(Jobs.running()), stored(Jobs.succeeded()))) {
            assertRefused(post(job.id(), "retry"), ErrorCode.INVALID_TRANSITION);
            server.artifacts.clear();
            assertRefused(post(job.id(), "retry"), ErrorCode.INVALID_TRANSITION);
        }
    }

    @Test
    void doesNotQueueAgainWithoutAnUpload() throws Exception {
        Job job = Jobs.cancelled();
        server.jobs.add(job);
        assertRefused(post(job.id(), "retry"), ErrorCode.UPLOAD_GONE);
        assertThat(server.jobs.find(Jobs.OWNER, job.id()).orElseThrow().status())
                .isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void tellsThatAJobFailedForWantOfItsUpload() throws Exception {
        Job job = stored(Jobs.failed(ErrorCode.UPLOAD_GONE, ErrorCode.UPLOAD_GONE.sentence()));
        HttpResponse<byte[]> answer = server.get("/v1/jobs/" + job.id() + "/result");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("code").asString()).isEqualTo("UPLOAD_GONE");
    }

    @Test
    void findsADeletedJobNoMore() throws Exception {
        for (Job job : List.of(stored(Jobs.running()), stored(Jobs.succeeded()))) {
            HttpResponse<byte[]> answer = delete(job.id());
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertNotFound(job.id());
        }
    }

    private void assertNotFound(UUID id) throws Exception {
        for (String path : List.of("", "/result", "/artifacts", "/artifacts/labels.nii.gz")) {
            assertRefused(server.get("/v1/jobs/" + id + path), ErrorCode.JOB_NOT_FOUND);
        }
        assertRefused(post(id, "cancel"), ErrorCode.JOB_NOT_FOUND);
        assertRefused(post(id, "retry"), ErrorCode.JOB_NOT_FOUND);
        assertRefused(delete(id), ErrorCode.JOB_NOT_FOUND);
    }

    /** Each call on a job that allows it; version 1. */
    private HttpResponse<byte[]> change(String call, Job job, String ifMatch) throws Exception {
        HttpRequest.Builder request = server.request(
                        "/v1/jobs/" + stored(job).id() + (call.isEmpty() ? "" : "/" + call))
                .header("If-Match", ifMatch);
        return server.send(call.isEmpty() ? request.DELETE() : request.POST(BodyPublishers.noBody()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "retry", ""})
    void changesOnlyTheVersionThatTheClientKnows(String call) throws Exception {
        Supplier<Job> job = call.equals("retry") ? Jobs::cancelled : Jobs::running;
        for (String tag : List.of("\"1\"", "*", "\"0\", \"1\"")) {
            assertThat(change(call, job.get(), tag).statusCode()).as(tag).isBetween(200, 204);
        }
        for (String tag : List.of("\"2\"", "\"0\"", "W/\"1\"", "1", "\"01\"", "\"nonsense\"", "\"*\"")) {
            Job still = job.get();
            assertRefused(change(call, still, tag), ErrorCode.PRECONDITION_FAILED);
            assertThat(server.jobs.find(Jobs.OWNER, still.id())).as(tag).hasValue(still);
        }
    }

    @Test
    void judgesTheVersionBeforeTheState() throws Exception {
        assertRefused(change("retry", Jobs.running(), "\"0\""), ErrorCode.PRECONDITION_FAILED);
        assertRefused(change("retry", Jobs.running(), "\"1\""), ErrorCode.INVALID_TRANSITION);
        assertRefused(change("cancel", Jobs.succeeded(), "\"0\""), ErrorCode.PRECONDITION_FAILED);
        assertRefused(change("cancel", Jobs.ofAnother(), "*"), ErrorCode.JOB_NOT_FOUND);
    }

    @Test
    void leavesTheJobsOfOthersAlone() throws Exception {
        Job job = stored(Jobs.ofAnother());
        assertNotFound(job.id());
        assertThat(server.jobs.find("another", job.id())).hasValue(job);
    }
}
