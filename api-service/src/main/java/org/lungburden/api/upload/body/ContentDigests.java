package org.lungburden.api.upload.body;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The header {@code Content-Digest} (RFC 9530 section 2): a dictionary of byte sequences (RFC 9651), each the digest of
 * the message's content as sent. The service checks sha-256 and sha-512, and ignores other algorithms.
 */
public final class ContentDigests {
    public static final String NAME = "Content-Digest";

    private static final Map<String, String> CHECKED = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");
    private static final Pattern MEMBER = Pattern.compile("([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):");

    private final List<Expected> expected;

    private ContentDigests(List<Expected> expected) {
        this.expected = expected;
    }

    private record Expected(MessageDigest digest, byte[] value) {}

    /**
     * @param lines lines of the header, or null when the header is absent
     * @throws ParameterException when the header is malformed
     */
    public static ContentDigests of(@Nullable List<String> lines) {
        if (lines == null) {
            return new ContentDigests(List.of());
        }
        Map<String, Expected> members = new LinkedHashMap<>();
        for (String member : String.join(",", lines).split(",", -1)) {
            add(member, members);
        }
        return new ContentDigests(List.copyOf(members.values()));
    }

    /**
     * When one algorithm appears twice, the last one counts (RFC 9651 section 4.2.2). Parameters have no meaning here.
     */
    private static void add(String member, Map<String, Expected> members) {
        Matcher parts = MEMBER.matcher(member.split(";", 2)[0].strip());
        if (!parts.matches()) {
            throw malformed();
        }
        String algorithm = CHECKED.get(parts.group(1));
        if (algorithm != null) {
            members.put(algorithm, expected(algorithm, parts.group(2)));
        }
    }

    private static Expected expected(String algorithm, String base64) {
        MessageDigest digest = DigestUtils.getDigest(algorithm);
        byte[] value;
        try {
            value = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    NAME, "The header Content-Digest is not Base64. Write it as RFC 9530 says.", e);
        }
        if (value.length != digest.getDigestLength()) {
            throw malformed();
        }
        return new Expected(digest, value);
    }

    private static ParameterException malformed() {
        return new ParameterException(NAME, "The header Content-Digest is not well-formed. Write it as RFC 9530 says.");
    }

    /** Whether there is no digest to check. */
    boolean isEmpty() {
        return expected.isEmpty();
    }

    void update(byte[] bytes, int offset, int length) {
        expected.forEach(each -> each.digest().update(bytes, offset, length));
    }

    /**
     * Compares the digests; call this once, after all bytes.
     *
     * @throws CodedException {@code DIGEST_MISMATCH}
     */
    void verify() {
        for (Expected each : expected) {
            if (!Arrays.equals(each.digest().digest(), each.value())) {
                throw new CodedException(ErrorCode.DIGEST_MISMATCH);
            }
        }
    }
}
