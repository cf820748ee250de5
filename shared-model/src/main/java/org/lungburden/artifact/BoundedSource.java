package org.lungburden.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Counts, limits and hashes the bytes of a study or a file while a caller reads them. */
public final class BoundedSource extends FilterInputStream {
    private final long maxBytes;
    private final Sha256 digest = new Sha256();
    private long total;

    /** @param maxBytes limit above which reading throws {@code UPLOAD_TOO_LARGE} */
    public BoundedSource(InputStream source, long maxBytes) {
        super(source);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int read = super.read(target, offset, count);
        if (read > 0) {
            total += read;
            if (total > maxBytes) {
                throw new CodedException(ErrorCode.UPLOAD_TOO_LARGE);
            }
            digest.update(target, offset, read);
        }
        return read;
    }

    /** Bytes read so far. */
    public long total() {
        return total;
    }

    /** SHA-256 of all bytes, in lower-case hex; call this method once, at the end. */
    public String sha256() {
        return digest.hex();
    }
}
