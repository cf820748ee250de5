package org.lungburden.api.webhook;

import java.time.Duration;
import java.util.UUID;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.jobs.FindJobs;
import org.lungburden.audit.AuditAction;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.DeliveryLog;
import org.lungburden.webhook.WebhookSecret;
import org.lungburden.webhook.WebhookSecrets;

/** What an owner sees and does about its receivers. */
class Receivers {
    private static final Duration BOTH_VALID = Duration.ofHours(24);

    private final Deliveries deliveries;
    private final WebhookSecrets secrets;
    private final FindJobs findJobs;
    private final AuditTrail trail;

    Receivers(Deliveries deliveries, WebhookSecrets secrets, FindJobs findJobs, AuditTrail trail) {
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.findJobs = findJobs;
        this.trail = trail;
    }

    WebhookSecret secret(String owner) {
        return trail.done(
                AuditAction.WEBHOOK_SECRET_READ, () -> secrets.of(owner).get(0));
    }

    /** The earlier secret stays valid for a day, so that receivers learn the new one in time. */
    WebhookSecret rotate(String owner) {
        return trail.done(AuditAction.WEBHOOK_SECRET_ROTATE, () -> secrets.rotate(owner, BOTH_VALID));
    }

    /** @throws CodedException {@code JOB_NOT_FOUND} */
    DeliveryLog log(String owner, String id) {
        return deliveries.log(owner, findJobs.find(owner, id).id());
    }

    /** @throws CodedException {@code JOB_NOT_FOUND}, or {@code INVALID_TRANSITION} when there is no event to tell */
    DeliveryLog again(String owner, String id) {
        UUID job = findJobs.find(owner, id).id();
        return trail.changed(AuditAction.JOB_REDELIVER, job, () -> {
            if (deliveries.again(owner, job) == 0) {
                throw new CodedException(ErrorCode.INVALID_TRANSITION);
            }
            return deliveries.log(owner, job);
        });
    }
}
