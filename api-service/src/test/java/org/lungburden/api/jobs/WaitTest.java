package org.lungburden.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Stage;
import org.lungburden.testing.BusyMachine;
import org.springframework.dao.DataAccessResourceFailureException;

class WaitTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private HttpRequest.Builder request(Job job, String wait) {
        return server.request("/v1/jobs/" + job.id() + "?wait=" + wait);
    }

    private CompletableFuture<HttpResponse<byte[]>> waiting(HttpRequest.Builder request) {
        int looks = server.jobs.looks();
        CompletableFuture<HttpResponse<byte[]>> answer = server.sendAsync(request);
        await().until(() -> server.jobs.looks() > looks + 2);
        return answer;
    }

    private static HttpResponse<byte[]> answer(CompletableFuture<HttpResponse<byte[]>> waiting) throws Exception {
        return waiting.get(20, TimeUnit.SECONDS);
    }

    @Test
    void holdsTheAnswerUntilTheStatusChanges() throws Exception {
        Job queued = Jobs.queued();
        server.jobs.add(queued);
        CompletableFuture<HttpResponse<byte[]>> waiting = waiting(request(queued, "1m"));
        assertThat(waiting).isNotDone();
        server.jobs.change(queued.id(), job -> Jobs.changed(job, JobStatus.RUNNING, Stage.FETCHING, 0));
        HttpResponse<byte[]> answer = answer(waiting);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("status").asString()).isEqualTo("RUNNING");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void progressAloneEndsNoWaitAndIsToldWhenTheTimeIsOver() throws Exception {
        Job running = Jobs.running();
        server.jobs.add(running);
        CompletableFuture<HttpResponse<byte[]>> waiting = waiting(request(running, "1500ms"));
        server.jobs.change(running.id(), job -> Jobs.changed(job, JobStatus.RUNNING, Stage.MEASURING, 0.75));
        int looks = server.jobs.looks();
        await().until(() -> server.jobs.looks() > looks + 3);
        assertThat(waiting).isNotDone();
        assertThat(json(answer(waiting)).get("progress").asDouble()).isEqualTo(0.75);
    }

    @Test
    void answersWhenTheTimeIsOver() throws Exception {
        Job queued = Jobs.queued();
        server.jobs.add(queued);
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = server.send(request(queued, "300ms"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("status").asString()).isEqualTo("QUEUED");
    }

    @Test
    void answersAtOnceForAFinishedJob() throws Exception {
        for (Job job : List.of(Jobs.succeeded(), Jobs.cancelled())) {
            server.jobs.add(job);
            int looks = server.jobs.looks();
            assertThat(server.send(request(job, "1m")).statusCode()).isEqualTo(200);
            assertThat(server.send(request(job, "1m").header("If-None-Match", "\"1\""))
                            .statusCode())
                    .isEqualTo(304);
            assertThat(server.jobs.looks()).isEqualTo(looks);
        }
    }

    @Test
    void answersAtOnceWhenTheClientKnowsAnotherVersion() throws Exception {
        Job running = Jobs.running();
        server.jobs.add(running);
        HttpResponse<byte[]> answer = server.send(request(running, "1m").header("If-None-Match", "\"0\""));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
    }

    @Test
    void holdsForAClientThatKnowsTheVersionAndSparesItTheSameAgain() throws Exception {
        Job running = Jobs.running();
        server.jobs.add(running);
        HttpResponse<byte[]> same = server.send(request(running, "100ms").header("If-None-Match", "\"1\""));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.headers().firstValue("Retry-After")).hasValue("2");
        CompletableFuture<HttpResponse<byte[]>> waiting =
                waiting(request(running, "1m").header("If-None-Match", "W/\"1\""));
        server.jobs.change(running.id(), job -> Jobs.moved(job, JobStatus.SUCCEEDED));
        assertThat(answer(waiting).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsOfACancelAndADeletionInTheSameProcess() throws Exception {
        Job running = Jobs.running();
        Job deleted = Jobs.running();
        server.jobs.add(running);
        server.jobs.add(deleted);
        CompletableFuture<HttpResponse<byte[]>> first = waiting(request(running, "1m"));
        CompletableFuture<HttpResponse<byte[]>> second = waiting(request(deleted, "1m"));
        server.send(server.request("/v1/jobs/" + running.id() + "/cancel").POST(BodyPublishers.noBody()));
        server.send(server.request("/v1/jobs/" + deleted.id()).DELETE());
        assertThat(json(answer(first)).get("status").asString()).isEqualTo("CANCELLED");
        assertThat(answer(second).statusCode()).isEqualTo(404);
        assertThat(json(answer(second)).get("code").asString()).isEqualTo("JOB_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"61s", "2m", "60001ms", "999999m", "9999999ms", "-1s", "30", "1h", "PT30S", "", "s", "1.5s"})
    void refusesTimesThatCannotBe(String wait) throws Exception {
        Job job = Jobs.queued();
        server.jobs.add(job);
        HttpResponse<byte[]> answer = server.send(request(job, wait));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo("INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"60s", "1m", "60000ms", "0s"})
    void takesTimesUpToTheLongest(String wait) throws Exception {
        Job job = Jobs.succeeded();
        server.jobs.add(job);
        assertThat(server.send(request(job, wait)).statusCode()).isEqualTo(200);
    }

    @Test
    void outlastsAnOutage() throws Exception {
        Job running = Jobs.running();
        server.jobs.add(running);
        CompletableFuture<HttpResponse<byte[]>> lasting = waiting(request(running, "1m"));
        CompletableFuture<HttpResponse<byte[]>> ending = waiting(request(running, "500ms"));
        server.jobs.failReads(new DataAccessResourceFailureException("down"));
        assertThat(answer(ending).statusCode()).isEqualTo(503);
        assertThat(lasting).isNotDone();
        server.jobs.change(running.id(), job -> Jobs.moved(job, JobStatus.SUCCEEDED));
        server.jobs.mendReads();
        assertThat(json(answer(lasting)).get("status").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void holdsNoThreadAndAsksOnceForAll() throws Exception {
        try (ApiServer own =
                ApiServer.start(Map.of("server.tomcat.threads.max", 4, "server.tomcat.threads.min-spare", 4))) {
            List<Job> jobs = new ArrayList<>();
            List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Job job = Jobs.running();
                own.jobs.add(job);
                jobs.add(job);
                waiting.add(own.sendAsync(own.request("/v1/jobs/" + job.id() + "?wait=1m")));
            }
            // With a thread each, the fifth request would wait for the first.
            assertThat(own.get("/v1/jobs/" + jobs.get(0).id()).statusCode()).isEqualTo(200);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            jobs.forEach(each -> own.jobs.change(each.id(), job -> Jobs.moved(job, JobStatus.SUCCEEDED)));
            for (CompletableFuture<HttpResponse<byte[]>> each : waiting) {
                assertThat(json(answer(each)).get("status").asString()).isEqualTo("SUCCEEDED");
            }
        }
    }

    @Test
    void aStoppingServerAnswersAtOnce() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> waiting;
        long start;
        try (ApiServer own = ApiServer.start(Map.of())) {
            Job running = Jobs.running();
            own.jobs.add(running);
            waiting = own.sendAsync(own.request("/v1/jobs/" + running.id() + "?wait=1m"));
            await().until(() -> own.jobs.looks() > 2);
            start = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BusyMachine.allows(Duration.ofSeconds(10)));
        assertThat(answer(waiting).statusCode()).isEqualTo(200);
    }
}
