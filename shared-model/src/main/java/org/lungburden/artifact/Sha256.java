package org.lungburden.artifact;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 (FIPS 180-4), the digest of every stored file, in lower-case hex. */
public final class Sha256 {
    private final MessageDigest digest = DigestUtils.getSha256Digest();

    /** The digest of these bytes. */
    public static String of(byte[] bytes) {
        return DigestUtils.sha256Hex(bytes);
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
