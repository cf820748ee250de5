package org.lungburden.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.Job;
import org.lungburden.job.upkeep.Backlog;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class StartTimesTest {
    private final ApiServer server = ApiServer.shared();

    @Test
    void aWaitingJobTellsWhenItIsLikelyToBeginAndOthersDoNot() throws Exception {
        Job waiting = Jobs.queued();
        Job running = Jobs.running();
        server.jobs.add(waiting);
        server.jobs.add(running);
        Backlog before = server.backlog;
        List<Backlog.Place> places =
                List.of(new Backlog.Place(waiting.id(), Duration.ZERO), new Backlog.Place(running.id(), Duration.ZERO));
        Waiting line = new Waiting(waiting.owner(), waiting.priority(), 0);
        server.backlog = new Backlog(List.of(new Backlog.Line(line, places)), 0, 1, Duration.ofHours(2));
        Instant begun = Instant.now();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> job(waiting).has("estimatedStartAt"));
            Instant estimate =
                    Instant.parse(job(waiting).get("estimatedStartAt").asString());
            assertThat(estimate)
                    .isBetween(begun.plusSeconds(3599), Instant.now().plusSeconds(3601));
            assertThat(job(waiting).get("jobsAhead").asInt()).isZero();
            assertThat(job(running).has("jobsAhead")).isFalse();
            JsonNode items = ApiServer.json(server.get("/v1/jobs")).get("items");
            assertThat(items.valueStream().filter(job -> job.has("estimatedStartAt")))
                    .singleElement()
                    .satisfies(job -> assertThat(job.get("id").asString())
                            .isEqualTo(waiting.id().toString()));
            assertThat(job(running).has("estimatedStartAt")).isFalse();
            server.backlog = new Backlog(List.of(), 0, 0, null);
            await().atMost(Duration.ofSeconds(20)).until(() -> !job(waiting).has("estimatedStartAt"));
        } finally {
            server.backlog = before;
        }
    }

    private JsonNode job(Job job) throws Exception {
        return ApiServer.json(server.get("/v1/jobs/" + job.id()));
    }
}
