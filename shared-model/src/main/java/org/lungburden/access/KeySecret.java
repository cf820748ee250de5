package org.lungburden.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungburden.artifact.Sha256;

/**
 * A key as its holder has it: {@code lbk_ID_SECRET}. The secret has 256 random bits, so a plain SHA-256 of it can be kept:
 * nobody can guess the secret from the hash, and a slow hash would only cost time at every request.
 *
 * @param id 16 hexadecimal digits
 * @param secret 43 characters of base64url
 */
public record KeySecret(String id, String secret) {
    /** With this a key is found among other secrets, by people and by scanners. */
    public static final String PREFIX = "lbk_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;

    /** A new key. */
    public static KeySecret create() {
        return new KeySecret(
                HexFormat.of().formatHex(random(ID_BYTES)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES)));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Empty when the text is no key. */
    public static Optional<KeySecret> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new KeySecret(form.group(1), form.group(2))) : Optional.empty();
    }

    public String text() {
        return PREFIX + id + "_" + secret;
    }

    /** The hash of the secret, in lower-case hexadecimal digits. */
    public String sha256() {
        return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the secret, so that no log shows it. */
    @Override
    public String toString() {
        return PREFIX + id;
    }
}
