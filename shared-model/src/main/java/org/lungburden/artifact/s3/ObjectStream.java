package org.lungburden.artifact.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A range of an object. When a connection breaks, or the store closes it because the reader was slow, a new one
 * continues at the same place. The object must still be the same.
 */
final class ObjectStream extends InputStream {
    private static final int MAX_BREAKS_WITHOUT_A_BYTE = 3;

    private final Bucket bucket;
    private final String key;
    private final String etag;
    private long at;
    private long left;
    private int breaks;
    private @Nullable ResponseInputStream<GetObjectResponse> answer;

    private ObjectStream(Bucket bucket, String key, long offset, ResponseInputStream<GetObjectResponse> answer) {
        this.bucket = bucket;
        this.key = key;
        this.at = offset;
        this.answer = answer;
        this.etag = answer.response().eTag();
        this.left = answer.response().contentLength();
    }

    /** @param length at least 1 */
    static InputStream open(Bucket bucket, String key, long offset, long length) throws IOException {
        try {
            return new ObjectStream(bucket, key, offset, get(bucket, key, offset, length, null));
        } catch (SdkException e) {
            if (S3Faults.status(e) == 416) {
                return InputStream.nullInputStream();
            }
            throw S3Faults.translated(bucket, key, e);
        }
    }

    private static ResponseInputStream<GetObjectResponse> get(
            Bucket bucket, String key, long offset, long length, @Nullable String etag) {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(bucket.name())
                .key(bucket.object(key))
                .ifMatch(etag);
        if (offset > 0 || length < Long.MAX_VALUE) {
            long last = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length - 1;
            request.range("bytes=" + offset + "-" + (last == Long.MAX_VALUE ? "" : last));
        }
        return bucket.s3().getObject(request.build());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (left > 0) {
            try {
                int read = connected().read(target, offset, (int) Math.min(count, left));
                if (read < 0) {
                    throw new EOFException("the artifact store sent less than it said");
                }
                at += read;
                left -= read;
                breaks = 0;
                return read;
            } catch (SdkException e) {
                broken(S3Faults.translated(bucket, key, e));
            } catch (IOException e) {
                broken(e);
            }
        }
        return -1;
    }

    private InputStream connected() throws IOException {
        ResponseInputStream<GetObjectResponse> current = answer;
        if (current == null) {
            current = S3Faults.in(bucket, key, () -> get(bucket, key, at, left, etag));
            answer = current;
        }
        return current;
    }

    private void broken(IOException failure) throws IOException {
        boolean connected = answer != null;
        close();
        // The SDK has already repeated a refused call.
        if (!connected || ++breaks > MAX_BREAKS_WITHOUT_A_BYTE) {
            throw failure;
        }
    }

    /**
     * Gives the connection back to the pool. When gigabytes may be left to read, this method closes the connection
     * instead.
     */
    @Override
    public void close() throws IOException {
        ResponseInputStream<GetObjectResponse> current = answer;
        answer = null;
        if (current == null) {
            return;
        }
        if (left > 0) {
            current.abort();
        } else {
            current.close();
        }
    }
}
