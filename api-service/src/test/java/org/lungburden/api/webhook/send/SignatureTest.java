package org.lungburden.api.webhook.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lungburden.webhook.JobEvent;
import org.lungburden.webhook.WebhookSecret;

/** What a receiver gets. */
class SignatureTest {
    private static final UUID ID = UUID.fromString("0b8f6d5e-6d0c-4f3e-9a55-2f1d6a0c7a11");
    private static final Instant TIME = Instant.parse("2026-03-02T09:31:04.120Z");

    /** The example of Svix's documents (https://docs.svix.com/receiving/verifying-payloads/how-manual). */
    @Test
    void isThatOfThePublishedExample() {
        WebhookSecret secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        String good = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assertThat(Signature.of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, List.of(secret)))
                .isEqualTo(good);
        String both =
                Signature.of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, List.of(WebhookSecret.create(), secret));
        assertThat(both).endsWith(" " + good).startsWith("v1,").hasSize(2 * good.length() + 1);
    }

    private static String body(JobEvent event) {
        return new String(EventBody.of(event), StandardCharsets.UTF_8);
    }

    @Test
    void theBodyIsThin() {
        assertThat(body(new JobEvent(ID, ID, "SUCCEEDED", 2, null, "r\"1", "b", TIME)))
                .isEqualTo("{\"type\":\"job.succeeded\",\"timestamp\":\"2026-03-02T09:31:04.120Z\",\"data\":{\"id\":\""
                        + ID
                        + "\",\"status\":\"SUCCEEDED\",\"attempt\":2,\"batch\":\"b\",\"reference\":\"r\\\"1\",\"links\":"
                        + "{\"self\":\"/v1/jobs/" + ID + "\",\"result\":\"/v1/jobs/" + ID + "/result\"}}}");
        assertThat(body(new JobEvent(ID, ID, "FAILED", 1, "NO_LUNG_FOUND", null, null, TIME)))
                .isEqualTo(
                        "{\"type\":\"job.failed\",\"timestamp\":\"2026-03-02T09:31:04.120Z\",\"data\":{\"id\":\"" + ID
                                + "\",\"status\":\"FAILED\",\"attempt\":1,\"error\":{\"code\":\"NO_LUNG_FOUND\"},\"links\":"
                                + "{\"self\":\"/v1/jobs/" + ID + "\"}}}");
    }
}
