package org.lungburden.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What signs the messages to an owner's receivers, as Standard Webhooks writes it: {@code whsec_} and 256 random bits in
 * base64. It is kept readable, because signing needs it.
 */
public record WebhookSecret(String text) {
    public static final String PREFIX = "whsec_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** A new secret. */
    public static WebhookSecret create() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** The key of the signature. */
    public byte[] key() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    /** So that no log shows the secret. */
    @Override
    public String toString() {
        return PREFIX;
    }
}
