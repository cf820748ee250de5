package org.lungburden.webhook;

import java.time.Duration;
import java.util.List;

/** The secrets of each owner. */
public interface WebhookSecrets {
    /** So many end at a later time, however often an owner asks for a new one. */
    int MOST_EARLIER = 4;

    /** The valid secrets, newest first. The first call creates one. */
    List<WebhookSecret> of(String owner);

    /**
     * Makes a new secret. The one until now stays valid for this time; beyond {@link #MOST_EARLIER} the oldest end at
     * once.
     */
    WebhookSecret rotate(String owner, Duration bothValid);
}
