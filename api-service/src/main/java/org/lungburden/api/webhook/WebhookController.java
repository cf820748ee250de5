package org.lungburden.api.webhook;

import jakarta.servlet.http.HttpServletRequest;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.webhook.WebhookSecret;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhook-secret} and {@code /v1/jobs/{id}/deliveries}. */
@RestController
class WebhookController {
    private final Receivers receivers;
    private final OwnerResolver owners;

    WebhookController(Receivers receivers, OwnerResolver owners) {
        this.receivers = receivers;
        this.owners = owners;
    }

    /** The secret in words. */
    record SecretView(String secret) {
        static SecretView of(WebhookSecret secret) {
            return new SecretView(secret.text());
        }

        /** So that no log shows it. */
        @Override
        public String toString() {
            return "SecretView";
        }
    }

    @GetMapping(path = "/v1/webhook-secret", produces = MediaType.APPLICATION_JSON_VALUE)
    SecretView secret(HttpServletRequest request) {
        return SecretView.of(receivers.secret(owners.ownerOf(request)));
    }

    @PostMapping(path = "/v1/webhook-secret/rotate", produces = MediaType.APPLICATION_JSON_VALUE)
    SecretView rotate(HttpServletRequest request) {
        return SecretView.of(receivers.rotate(owners.ownerOf(request)));
    }

    @GetMapping(path = "/v1/jobs/{id}/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
    DeliveriesView deliveries(@PathVariable String id, HttpServletRequest request) {
        return DeliveriesView.of(receivers.log(owners.ownerOf(request), id));
    }

    @PostMapping(path = "/v1/jobs/{id}/deliveries/redeliver", produces = MediaType.APPLICATION_JSON_VALUE)
    DeliveriesView redeliver(@PathVariable String id, HttpServletRequest request) {
        return DeliveriesView.of(receivers.again(owners.ownerOf(request), id));
    }
}
