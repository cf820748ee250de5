package org.lungburden.api.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Studies;
import org.lungburden.audit.AuditRecord;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.lungburden.job.upkeep.Backlog;
import tools.jackson.databind.JsonNode;

class BatchesTest {
    private final ApiServer server = ApiServer.shared();
    private final Job queued = Jobs.queued();
    private final Job running = Jobs.running();

    @BeforeEach
    void aBatch() {
        List.of(queued, running, Jobs.succeeded(), Jobs.cancelled(), Jobs.failed(ErrorCode.NO_LUNG_FOUND, "None."))
                .forEach(server.jobs::add);
        server.jobs.add(Jobs.labeled("another", "s"));
        server.jobs.add(Jobs.ofAnother());
    }

    private JsonNode batch(String segment) throws Exception {
        HttpResponse<byte[]> answer = server.get("/v1/batches/" + segment);
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(200);
        return ApiServer.json(answer);
    }

    private HttpResponse<byte[]> cancel(String segment) throws Exception {
        return server.send(
                server.request("/v1/batches/" + segment + "/cancel").POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void aBatchTellsWhereItStands() throws Exception {
        JsonNode batch = batch("batch-1");
        assertThat(batch.get("counts").toString())
                .isEqualTo("{\"QUEUED\":1,\"RUNNING\":1,\"SUCCEEDED\":1,\"FAILED\":1,\"CANCELLED\":1}");
        assertThat(batch.get("jobs").asInt()).isEqualTo(5);
        assertThat(batch.get("finished").asInt()).isEqualTo(3);
        assertThat(batch.get("progress").asDouble()).isEqualTo(3.5 / 5);
        assertThat(batch.get("links").get("measurements").asString()).isEqualTo("/v1/batches/batch-1/measurements.csv");
        assertThat(batch.has("estimatedEndAt")).isFalse();
    }

    @Test
    void theListHasEachBatchOnce() throws Exception {
        JsonNode first = ApiServer.json(server.get("/v1/batches?limit=1"));
        assertThat(first.get("items").get(0).get("batch").asString()).isEqualTo("another");
        JsonNode second = ApiServer.json(server.get(
                "/v1/batches?limit=1&cursor=" + first.get("nextCursor").asString()));
        assertThat(second.get("items").get(0).get("batch").asString()).isEqualTo("batch-1");
        assertThat(second.get("items").get(0).get("finished").asBoolean()).isFalse();
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(server.get("/v1/batches?cursor=none").statusCode()).isEqualTo(400);
        assertThat(server.get("/v1/batches?limit=201").statusCode()).isEqualTo(400);
    }

    @Test
    void cancelingEndsWhatHasNotFinishedAndMayBeRepeated() throws Exception {
        JsonNode after = ApiServer.json(cancel("batch-1"));
        assertThat(after.get("counts").get("CANCELLED").asInt()).isEqualTo(3);
        assertThat(after.get("progress").asDouble()).isEqualTo(1);
        assertThat(server.audit.all())
                .extracting(AuditRecord::action, AuditRecord::jobId)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("JOB_CANCEL", queued.id()),
                        org.assertj.core.groups.Tuple.tuple("JOB_CANCEL", running.id()));
        assertThat(ApiServer.json(cancel("batch-1"))).isEqualTo(after);
        assertThat(server.audit.all()).hasSize(2);
        assertThat(batch("another").get("counts").get("QUEUED").asInt()).isEqualTo(1);
    }

    /** More than one transaction changes. */
    @Test
    void aLargeBatchIsCanceledInSteps() throws Exception {
        for (int job = 0; job < 250; job++) {
            server.jobs.add(Jobs.labeled("large", "s"));
        }
        JsonNode after = ApiServer.json(cancel("large"));
        assertThat(after.get("counts").get("CANCELLED").asInt()).isEqualTo(250);
        assertThat(server.audit.all()).hasSize(250);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "..",
                ".",
                "../../jobs",
                "a%2Fb",
                "a;b",
                "a\\b",
                "Ä 日本 😀",
                "~b64.Zm9v",
                "?x=1&y#z",
                "a\u2028b",
                "+",
                "=1+1",
                "cancel"
            })
    void theLinksOfAnyNameLeadToTheBatch(String name) throws Exception {
        HttpResponse<byte[]> submitted = server.post(
                "/v1/jobs?batch=" + URLEncoder.encode(name, StandardCharsets.UTF_8),
                "application/octet-stream",
                Studies.zip("a"));
        assertThat(submitted.statusCode()).as(ApiServer.text(submitted)).isEqualTo(202);
        JsonNode item = ApiServer.json(server.get("/v1/batches")).get("items").get(0);
        assertThat(item.get("batch").asString()).isEqualTo(name);
        for (String link : List.of("self", "jobs")) {
            HttpResponse<byte[]> answer = server.get(item.get("links").get(link).asString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(ApiServer.text(answer)).contains(link.equals("self") ? "\"jobs\":1" : "\"status\":\"QUEUED\"");
        }
        HttpResponse<byte[]> canceled = server.send(
                server.request(item.get("links").get("cancel").asString()).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(ApiServer.json(canceled).get("batch").asString()).isEqualTo(name);
    }

    /** Refused before any call, as everywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "%2E%2E%2Fjobs", "a%5Cb", "a%00", "..%2f", "a%0d%0aX: y"})
    void aPathThatIsNoNameIsRefused(String segment) throws Exception {
        if (segment.contains(" ")) {
            segment = segment.replace(" ", "%20");
        }
        assertThat(server.get("/v1/batches/" + segment).statusCode()).isIn(400, 404);
    }

    @Test
    void theEndIsEstimatedOnceTheQueueWasLookedAt() throws Exception {
        Backlog before = server.backlog;
        Waiting line = new Waiting(queued.owner(), queued.priority(), 0);
        List<Backlog.Place> places = List.of(new Backlog.Place(queued.id(), Duration.ZERO, "batch-1"));
        server.backlog = new Backlog(List.of(new Backlog.Line(line, places)), 0, 1, Duration.ofHours(2));
        Instant begun = Instant.now();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> batch("batch-1").has("estimatedEndAt"));
            assertThat(Instant.parse(batch("batch-1").get("estimatedEndAt").asString()))
                    .isBetween(begun.plusSeconds(3 * 3600 - 1), Instant.now().plusSeconds(3 * 3600 + 1));
            cancel("batch-1");
            assertThat(batch("batch-1").has("estimatedEndAt")).isFalse();
        } finally {
            server.backlog = before;
        }
    }

    @Test
    void aBatchWithoutJobsIsGone() throws Exception {
        server.jobs.all().stream()
                .filter(job -> "another".equals(job.batch()))
                .forEach(job -> server.jobs.delete(job.owner(), job.id()));
        HttpResponse<byte[]> answer = server.get("/v1/batches/another");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(ApiServer.text(answer)).contains("BATCH_NOT_FOUND");
        assertThat(cancel("another").statusCode()).isEqualTo(404);
    }

    @Test
    void aStateOfANewerVersionIsCountedAsUnfinished() throws Exception {
        server.jobs.add(Jobs.moved(Jobs.labeled("newer", "s"), new JobStatus("PAUSED")));
        JsonNode batch = batch("newer");
        assertThat(batch.get("counts").get("PAUSED").asInt()).isEqualTo(1);
        assertThat(batch.get("progress").asDouble()).isZero();
    }
}
