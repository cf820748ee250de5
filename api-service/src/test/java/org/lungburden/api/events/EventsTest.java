package org.lungburden.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.lungburden.api.testing.ApiServer.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Stage;
import org.lungburden.testing.BusyMachine;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventsTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private Job added(Job job) {
        server.jobs.add(job);
        return job;
    }

    private static String path(Job job) {
        return "/v1/jobs/" + job.id() + "/events";
    }

    private Follower follow(Job job, String lastEventId) throws Exception {
        return new Follower(server.uri(path(job)), lastEventId);
    }

    private Follower follow(Job job) throws Exception {
        return new Follower(server.uri(path(job)), null);
    }

    private void progress(Job job, Stage stage, double progress) {
        server.jobs.change(job.id(), now -> Jobs.changed(now, JobStatus.RUNNING, stage, progress));
    }

    private void finish(Job job, JobStatus status) {
        server.jobs.change(job.id(), now -> Jobs.moved(now, status));
    }

    @Test
    void followsAJobToItsEnd() throws Exception {
        Job job = added(Jobs.queued());
        try (Follower follower = follow(job)) {
            assertThat(follower.response.statusCode()).isEqualTo(200);
            assertThat(follower.response.headers().firstValue("Content-Type"))
                    .hasValue("text/event-stream;charset=UTF-8");
            assertThat(follower.response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(follower.block()).isEqualTo(Map.of("retry", "2000"));
            assertThat(follower.event())
                    .isEqualTo(Map.of(
                            "id",
                            "1",
                            "event",
                            "progress",
                            "data",
                            ApiServer.text(server.get("/v1/jobs/" + job.id()))));
            progress(job, Stage.SEGMENTING, 0.25);
            Map<String, String> event = follower.event();
            assertThat(event).containsEntry("id", "2").containsEntry("event", "progress");
            assertThat(Follower.data(event).get("status").asString()).isEqualTo("RUNNING");
            assertThat(Follower.data(event).get("stage").asString()).isEqualTo("SEGMENTING");
            assertThat(Follower.data(event).get("progress").asDouble()).isEqualTo(0.25);
            finish(job, JobStatus.FAILED);
            event = follower.event();
            assertThat(event).containsEntry("id", "3").containsEntry("event", "finished");
            assertThat(Follower.data(event).get("error").get("code").asString()).isEqualTo("NO_LUNG_FOUND");
            assertThat(follower.block()).isNull();
        }
    }

    @Test
    void tellsAFinishedJobOnceAndEnds() throws Exception {
        for (Job job : new Job[] {Jobs.succeeded(), Jobs.cancelled(), Jobs.failed(ErrorCode.NO_LUNG_FOUND, "")}) {
            try (Follower follower = follow(added(job))) {
                assertThat(follower.event()).containsEntry("event", "finished");
                assertThat(follower.block()).isNull();
            }
        }
    }

    @Test
    void repeatsNothingThatTheClientHas() throws Exception {
        Job job = added(Jobs.running());
        try (Follower follower = follow(job, "1")) {
            assertThat(follower.block()).containsKey("retry");
            progress(job, Stage.MEASURING, 0.9);
            assertThat(follower.event()).containsEntry("id", "2");
        }
        finish(job, JobStatus.SUCCEEDED);
        assertThat(follow(job, "3").response.statusCode()).isEqualTo(204);
    }

    @Test
    void sendsTheStateAtOnceToAClientThatHasAnother() throws Exception {
        Job job = added(Jobs.running());
        for (String old : new String[] {"0", "nonsense", "99", ""}) {
            try (Follower follower = follow(job, old)) {
                assertThat(follower.event()).containsEntry("id", "1");
            }
        }
        finish(job, JobStatus.SUCCEEDED);
        try (Follower follower = follow(job, "1")) {
            assertThat(follower.event()).containsEntry("event", "finished").containsEntry("id", "2");
        }
    }

    @Test
    void tellsThatTheJobIsDeletedAndEnds() throws Exception {
        Job job = added(Jobs.running());
        try (Follower follower = follow(job)) {
            assertThat(follower.event()).containsEntry("id", "1");
            server.send(server.request("/v1/jobs/" + job.id()).DELETE());
            assertThat(follower.event()).isEqualTo(Map.of("event", "deleted", "data", "{\"id\":\"" + job.id() + "\"}"));
            assertThat(follower.block()).isNull();
        }
        assertThat(follow(job, "1").response.statusCode()).isEqualTo(404);
    }

    @Test
    void findsNeitherUnknownJobsNorThoseOfOthers() throws Exception {
        for (Job job : new Job[] {Jobs.queued(), added(Jobs.ofAnother())}) {
            HttpResponse<byte[]> answer = server.send(server.request(path(job)).header("Accept", "text/event-stream"));
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(json(answer).get("code").asString()).isEqualTo("JOB_NOT_FOUND");
        }
    }

    @Test
    void answersAHeadWithoutAStream() throws Exception {
        Job job = added(Jobs.running());
        HttpResponse<byte[]> answer = server.send(server.request(path(job)).method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
    }

    @Test
    void aStreamOutlastsAnOutageOfTheDatabase() throws Exception {
        Job job = added(Jobs.running());
        try (Follower follower = follow(job)) {
            assertThat(follower.event()).containsEntry("id", "1");
            server.jobs.failReads(new DataAccessResourceFailureException("down"));
            int looks = server.jobs.looks();
            await().until(() -> server.jobs.looks() > looks + 3);
            progress(job, Stage.WRITING, 0.95);
            server.jobs.mendReads();
            assertThat(follower.event()).containsEntry("id", "2");
        }
    }

    @Test
    void showsThatItLives() throws Exception {
        try (ApiServer own = ApiServer.start(Map.of("lungburden.watch.heartbeat", "30ms"))) {
            Job job = Jobs.running();
            own.jobs.add(job);
            try (Follower follower = new Follower(own.uri(path(job)), "1")) {
                assertThat(follower.block()).containsKey("retry");
                assertThat(follower.block()).isEqualTo(Map.of("", ""));
                assertThat(follower.block()).isEqualTo(Map.of("", ""));
            }
            EventStreams streams = own.bean(EventStreams.class);
            await().untilAsserted(() -> assertThat(streams.size()).isZero());
            int looks = own.jobs.looks();
            await().during(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(own.jobs.looks()).isLessThanOrEqualTo(looks + 1));
        }
    }

    @Test
    void aStoppingServerEndsItsStreams() throws Exception {
        Job job = Jobs.running();
        ApiServer own = ApiServer.start(Map.of());
        own.jobs.add(job);
        try (Follower follower = new Follower(own.uri(path(job)), null)) {
            assertThat(follower.event()).containsEntry("id", "1");
            long start = System.nanoTime();
            own.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(BusyMachine.allows(Duration.ofSeconds(10)));
            assertThat(follower.event()).isNull();
        }
    }
}
