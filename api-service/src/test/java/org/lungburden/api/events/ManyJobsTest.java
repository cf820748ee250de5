package org.lungburden.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.lungburden.api.testing.ApiServer.json;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.springframework.dao.DataAccessResourceFailureException;

/** {@code GET /v1/events}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyJobsTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    private Follower follow(String query) throws Exception {
        return follow(query, null);
    }

    private Follower follow(String query, @Nullable String lastEventId) throws Exception {
        return new Follower(server.uri("/v1/events" + query), lastEventId);
    }

    private Job added(Job job) {
        server.jobs.add(job);
        return job;
    }

    private void moved(Job job, JobStatus status) {
        server.jobs.change(job.id(), now -> Jobs.moved(now, status));
    }

    private static Map<String, String> next(Follower follower) throws Exception {
        return Objects.requireNonNull(follower.event());
    }

    private static void assertEvent(Follower follower, String name, UUID id) throws Exception {
        Map<String, String> event = next(follower);
        assertThat(event).containsEntry("event", name);
        assertThat(Follower.data(event).get("id").asString()).isEqualTo(id.toString());
    }

    @Test
    void followsAllJobsThatChangeOnOneConnection() throws Exception {
        added(Jobs.running());
        try (Follower follower = follow("")) {
            assertThat(follower.response.statusCode()).isEqualTo(200);
            assertThat(follower.response.headers().firstValue("Content-Type"))
                    .hasValue("text/event-stream;charset=UTF-8");
            assertThat(follower.block()).isEqualTo(Map.of("retry", "2000"));
            assertThat(follower.block()).containsOnlyKeys("id");
            Job first = added(Jobs.queued());
            Map<String, String> event = next(follower);
            assertThat(event).containsEntry("event", "progress").containsKey("id");
            assertThat(event).containsEntry("data", ApiServer.text(server.get("/v1/jobs/" + first.id())));
            Job second = added(Jobs.queued());
            assertEvent(follower, "progress", second.id());
            moved(first, JobStatus.SUCCEEDED);
            assertEvent(follower, "finished", first.id());
            moved(second, JobStatus.RUNNING);
            assertEvent(follower, "progress", second.id());
            server.send(server.request("/v1/jobs/" + second.id()).DELETE());
            assertEvent(follower, "deleted", second.id());
            moved(first, JobStatus.FAILED);
            assertEvent(follower, "finished", first.id());
        }
    }

    @Test
    void followsTheJobsOfABatchOrASubjectAndOfNoOtherOwner() throws Exception {
        try (Follower first = follow("?batch=b1");
                Follower second = follow("?batch=b2&subject=s2");
                Follower subject = follow("?subject=s1")) {
            added(Jobs.ofAnother());
            Job of11 = added(Jobs.labeled("b1", "s1"));
            added(Jobs.labeled("b2", "s3"));
            Job of21 = added(Jobs.labeled("b2", "s1"));
            Job of22 = added(Jobs.labeled("b2", "s2"));
            Job of12 = added(Jobs.labeled("b1", "s2"));
            assertEvent(first, "progress", of11.id());
            assertEvent(first, "progress", of12.id());
            assertEvent(second, "progress", of22.id());
            assertEvent(subject, "progress", of11.id());
            assertEvent(subject, "progress", of21.id());
        }
    }

    @Test
    void clientThatComesAgainIsToldWhatItMissed() throws Exception {
        Job known = added(Jobs.running());
        String last;
        try (Follower follower = follow("")) {
            moved(known, JobStatus.SUCCEEDED);
            assertEvent(follower, "finished", known.id());
            Job seen = added(Jobs.queued());
            Map<String, String> event = next(follower);
            assertThat(Follower.data(event).get("id").asString())
                    .isEqualTo(seen.id().toString());
            last = event.get("id");
        }
        Job meanwhile = added(Jobs.queued());
        moved(meanwhile, JobStatus.CANCELLED);
        try (Follower follower = follow("", last)) {
            List<String> told = new ArrayList<>();
            Map<String, String> event = next(follower);
            while ("progress".equals(event.get("event"))) {
                told.add(Follower.data(event).get("id").asString());
                event = next(follower);
            }
            assertThat(told)
                    .hasSizeLessThanOrEqualTo(1)
                    .doesNotContain(known.id().toString());
            assertThat(Follower.data(event).get("id").asString())
                    .isEqualTo(meanwhile.id().toString());
            assertThat(follower.block()).containsOnlyKeys("id");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "-1", "999999999999999999", "99999999999999999999"})
    void clientWithAnUnknownEventIsToldToLookForItself(String lastEventId) throws Exception {
        added(Jobs.running());
        try (Follower follower = follow("", lastEventId)) {
            Map<String, String> event = next(follower);
            assertThat(event)
                    .containsEntry("event", "missed")
                    .containsEntry("data", "{}")
                    .containsKey("id");
            Job job = added(Jobs.queued());
            assertEvent(follower, "progress", job.id());
        }
    }

    @Test
    void clientThatMissedTooMuchIsToldToLookForItself() throws Exception {
        String last;
        try (Follower follower = follow("")) {
            added(Jobs.queued());
            last = next(follower).get("id");
        }
        for (int i = 0; i < 1001; i++) {
            added(Jobs.queued());
        }
        try (Follower follower = follow("", last)) {
            assertThat(next(follower)).containsEntry("event", "missed");
            Job job = added(Jobs.queued());
            assertEvent(follower, "progress", job.id());
        }
    }

    @Test
    void moreChangesAtOnceThanAreToldOneByOneAreMissed() throws Exception {
        try (Follower follower = follow("")) {
            assertThat(follower.block()).containsKey("retry");
            server.jobs.failReads(new DataAccessResourceFailureException("down"));
            for (int i = 0; i < 1001; i++) {
                added(Jobs.queued());
            }
            server.jobs.mendReads();
            assertThat(next(follower)).containsEntry("event", "missed");
            Job job = added(Jobs.queued());
            assertEvent(follower, "progress", job.id());
        }
    }

    @Test
    void outageIsToldBeforeAStreamAndSurvivedByOne() throws Exception {
        try (Follower follower = follow("")) {
            server.jobs.failReads(new DataAccessResourceFailureException("down"));
            HttpResponse<byte[]> answer = server.get("/v1/events");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json(answer).get("code").asString()).isEqualTo("UNAVAILABLE");
            Job job = added(Jobs.queued());
            server.jobs.mendReads();
            assertEvent(follower, "progress", job.id());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch=", "subject=a%00b", "reference=x"})
    void refusesQueriesThatCannotBe(String query) throws Exception {
        assertThat(server.get("/v1/events?" + query).statusCode()).isEqualTo(400);
    }

    /** One look a tick serves all, and none when nobody follows. */
    @Test
    void manyStreamsCostOneLook() throws Exception {
        try (ApiServer own = ApiServer.start(Map.of("lungburden.watch.interval", "100ms"))) {
            List<Follower> followers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                followers.add(new Follower(own.uri("/v1/events"), null));
            }
            int before = own.jobs.looks();
            long start = System.nanoTime();
            await().until(() -> own.jobs.looks() > before + 5);
            long ticks = Duration.ofNanos(System.nanoTime() - start).toMillis() / 100 + 1;
            assertThat(own.jobs.looks() - before).isLessThanOrEqualTo((int) ticks + 1);
            for (Follower follower : followers) {
                follower.close();
            }
            EventStreams streams = own.bean(EventStreams.class);
            await().untilAsserted(() -> {
                own.jobs.add(Jobs.queued());
                assertThat(streams.size()).isZero();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "*/*", "text/event-stream"})
    void eventsFlowWhateverTheClientAccepts(String accept) throws Exception {
        Job job = added(Jobs.succeeded());
        for (String path : List.of("/v1/events", "/v1/jobs/" + job.id() + "/events")) {
            HttpResponse<InputStream> answer = Follower.CLIENT.send(
                    server.request(path).header("Accept", accept).build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
            answer.body().close();
        }
    }

    @Test
    void aStoppingServerEndsItsStreams() throws Exception {
        ApiServer own = ApiServer.start(Map.of());
        try (Follower follower = new Follower(own.uri("/v1/events"), null)) {
            assertThat(follower.block()).containsKey("retry");
            own.close();
            assertThat(follower.event()).isNull();
        }
    }
}
