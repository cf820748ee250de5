package org.lungburden.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.lungburden.access.SessionSecret;

/**
 * A sign-in at the issuer that a browser has begun. The browser alone keeps it, in a cookie: 256 random bits and the path
 * to which the user returns. State, nonce and PKCE's verifier are derived from these, one way, so that nothing is kept
 * here and any process can go on (RFC 6749, section 10.12; RFC 7636; OpenID Connect Core, section 3.1.2.1).
 *
 * @param returnTo a path of this service
 */
record SignInRequest(SessionSecret secret, String returnTo) {
    /** No host, no scheme, nothing that a browser would take for one: a slash, and neither a second one nor a backslash. */
    private static final Pattern PATH =
            Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@%?#-][A-Za-z0-9._~!$&'()*+,;=:@%?#/-]*)?");

    /** Browsers take the dot's escape for the dot. Behind a proxy, what lies above may be another service. */
    private static final Pattern STEPS_UP = Pattern.compile("/(?:\\.|%2e){1,2}(?:[/?#]|$)", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_PATH = 500;

    /** Empty when the path is none of this service. */
    static Optional<SignInRequest> begin(String returnTo) {
        return isPath(returnTo) ? Optional.of(new SignInRequest(SessionSecret.create(), returnTo)) : Optional.empty();
    }

    private static boolean isPath(String text) {
        return text.length() <= LONGEST_PATH
                && PATH.matcher(text).matches()
                && !STEPS_UP.matcher(text).find();
    }

    /** What the cookie holds. */
    String cookie() {
        return secret.text() + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(returnTo.getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty when the text is none that {@link #cookie()} made; its path is checked like that of a stranger. */
    static Optional<SignInRequest> parse(String cookie) {
        String[] parts = cookie.split("\\.", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        try {
            String path = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.US_ASCII);
            return isPath(path)
                    ? SessionSecret.parse(parts[0]).map(secret -> new SignInRequest(secret, path))
                    : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    String state() {
        return derived("state");
    }

    boolean hasState(String shown) {
        return MessageDigest.isEqual(
                state().getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.UTF_8));
    }

    String nonce() {
        return derived("nonce");
    }

    String verifier() {
        return derived("verifier");
    }

    /** RFC 7636, section 4.2: the method S256. */
    String challenge() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(DigestUtils.sha256(verifier()));
    }

    private String derived(String use) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret.text()).hmacHex(use + " " + returnTo);
    }

    /** So that no log shows the secret. */
    @Override
    public String toString() {
        return "SignInRequest";
    }
}
