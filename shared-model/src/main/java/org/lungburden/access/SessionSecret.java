package org.lungburden.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lungburden.artifact.Sha256;

/**
 * What the cookie of a signed-in browser holds: 256 random bits. The service keeps their SHA-256 alone, and finds the
 * session by it, so that the time of a look tells nothing of the secret.
 *
 * @param text 43 characters of base64url
 */
public record SessionSecret(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** A new secret. */
    public static SessionSecret create() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SessionSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty when the text is no secret of a session. */
    public static Optional<SessionSecret> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SessionSecret(text)) : Optional.empty();
    }

    /** The hash of the secret, in lower-case hexadecimal digits. */
    public String sha256() {
        return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** So that no log shows the secret. */
    @Override
    public String toString() {
        return "SessionSecret";
    }
}
