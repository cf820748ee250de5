package org.lungburden.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), the digest of every stored file, in lower-case hex. */
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

    /** For streams of {@code java.security} that update the digest; {@link #hex()} resets the digest. */
    public MessageDigest digest() {
        return digest;
    }

    /** The digest of all bytes so far; resets the digest. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
