package org.lungburden.api.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lungburden.webhook.WebhookSecret;
import org.lungburden.webhook.WebhookSecrets;

/** Secrets in memory; the earlier ones never end. */
final class MemoryWebhookSecrets implements WebhookSecrets {
    private final Map<String, List<WebhookSecret>> all = new ConcurrentHashMap<>();
    private final Runnable before;

    /** @param before called first; it fails when the database would */
    MemoryWebhookSecrets(Runnable before) {
        this.before = before;
    }

    @Override
    public List<WebhookSecret> of(String owner) {
        before.run();
        return all.computeIfAbsent(owner, any -> List.of(WebhookSecret.create()));
    }

    @Override
    public WebhookSecret rotate(String owner, Duration bothValid) {
        List<WebhookSecret> valid = new ArrayList<>(of(owner));
        valid.add(0, WebhookSecret.create());
        all.put(owner, valid);
        return valid.get(0);
    }
}
