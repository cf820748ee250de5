package org.lungburden.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) as every file of the service is told by, in lower-case hex. */
public final class Sha256 {
    private final MessageDigest digest = newDigest();

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    /** For the streams of {@code java.security} that feed it; begins anew after {@link #hex()}. */
    public MessageDigest digest() {
        return digest;
    }

    /** Of all bytes so far; begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
