package org.lungburden.api.upload.body;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * A request's body as sent, including a form around the study. The body has a size limit, and its digest is computed
 * while a caller reads.
 */
public final class MessageBody {
    private static final int DRAIN_BYTES = 8192;

    private final HttpServletRequest request;
    private final ContentDigests digests;
    private final long maxBytes;
    private final UploadPace pace;
    private final LongConsumer arrived;
    private long bytes;
    private boolean ended;

    /**
     * @param maxBytes most bytes to read from the body
     * @param arrived told of the bytes of each read
     */
    public MessageBody(
            HttpServletRequest request, ContentDigests digests, long maxBytes, UploadPace pace, LongConsumer arrived) {
        this.request = request;
        this.digests = digests;
        this.maxBytes = maxBytes;
        this.pace = pace;
        this.arrived = arrived;
    }

    HttpServletRequest request() {
        return request;
    }

    InputStream stream() throws IOException {
        return new Watched(request.getInputStream());
    }

    /**
     * Reads the rest of the body, because a digest covers the whole body and because the connection then stays open, and
     * compares the digests.
     *
     * @throws CodedException {@code DIGEST_MISMATCH}
     */
    void end() throws IOException {
        if (!ended) {
            // A reader that reached the end has already closed the body, which must not be read again.
            drain();
        }
        digests.verify();
    }

    private void drain() throws IOException {
        InputStream rest = stream();
        byte[] buffer = new byte[DRAIN_BYTES];
        while (rest.read(buffer) >= 0) {
            // The stream itself counts and digests the bytes.
        }
    }

    private final class Watched extends FilterInputStream {
        Watched(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            long since = pace.now();
            int count = super.read(buffer, offset, length);
            ended = count < 0;
            if (count > 0) {
                pace.arrived(count, since);
                arrived.accept(count);
                bytes += count;
                if (bytes > maxBytes) {
                    throw new CodedException(ErrorCode.UPLOAD_TOO_LARGE);
                }
                digests.update(buffer, offset, count);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, DRAIN_BYTES)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
