package org.lungburden.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.audit.AuditRecord;
import org.lungburden.job.Job;
import org.lungburden.webhook.DeliveryLog;

/** What an owner sees of its receivers. */
class WebhookCallsTest {
    private static final Instant TIME = Instant.parse("2026-11-29T10:00:00Z");

    private final ApiServer server = ApiServer.shared();

    private HttpResponse<byte[]> post(String path) throws Exception {
        return server.send(server.request(path).POST(BodyPublishers.noBody()));
    }

    private List<String> audited() {
        return server.audit.all().stream().map(AuditRecord::action).toList();
    }

    @Test
    void aSecretIsReadAndReplacedInTheAudit() throws Exception {
        String secret = json(server.get("/v1/webhook-secret")).get("secret").asString();
        String next = json(post("/v1/webhook-secret/rotate")).get("secret").asString();
        assertThat(next).startsWith("whsec_").isNotEqualTo(secret);
        assertThat(json(server.get("/v1/webhook-secret")).get("secret").asString())
                .isEqualTo(next);
        assertThat(server.get("/v1/webhook-secret").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(audited()).startsWith("WEBHOOK_SECRET_READ", "WEBHOOK_SECRET_ROTATE", "WEBHOOK_SECRET_READ");
        assertThat(server.audit.all().toString()).doesNotContain(secret, next);
    }

    @Test
    void theLogOfAJobIsRead() throws Exception {
        Job job = Jobs.succeeded();
        server.jobs.add(job);
        String path = "/v1/jobs/" + job.id() + "/deliveries";
        assertThat(ApiServer.text(server.get(path))).isEqualTo("{\"items\":[]}");
        assertThat(json(post(path + "/redeliver")).get("code").asString()).isEqualTo("INVALID_TRANSITION");
        assertThat(audited()).isEmpty();
        server.deliveries.put(
                job.id(),
                new DeliveryLog(
                        "https://receiver.example/",
                        List.of(new DeliveryLog.Item(
                                UUID.randomUUID(),
                                "job.succeeded",
                                "PENDING",
                                null,
                                TIME,
                                TIME.plusSeconds(9),
                                List.of(
                                        new DeliveryLog.Attempt(TIME, 500, null),
                                        new DeliveryLog.Attempt(TIME, null, "TIMEOUT"))))));
        var item = json(server.get(path)).get("items").get(0);
        assertThat(item.get("event").asString()).isEqualTo("job.succeeded");
        assertThat(item.get("dueAt").asString()).isEqualTo("2026-11-29T10:00:09Z");
        assertThat(item.get("attempts").get(0).get("status").asInt()).isEqualTo(500);
        assertThat(item.get("attempts").get(1).get("code").asString()).isEqualTo("TIMEOUT");
        assertThat(post(path + "/redeliver").statusCode()).isEqualTo(200);
        assertThat(audited()).containsExactly("JOB_REDELIVER");
    }
}
