package org.lungburden.artifact.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * Random access to an object by ranged requests. Each request fetches some bytes more than the caller asked for,
 * because the reader of a zip's directory moves in small steps.
 */
final class ObjectChannel implements SeekableByteChannel {
    static final int WINDOW_BYTES = 1 << 18;

    private final Bucket bucket;
    private final String key;
    private final long size;
    private byte[] window = {};
    private long windowAt;
    private long position;
    private boolean open = true;

    ObjectChannel(Bucket bucket, String key, long size) {
        this.bucket = bucket;
        this.key = key;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireOpen();
        if (position >= size) {
            return target.hasRemaining() ? -1 : 0;
        }
        if (position < windowAt || position >= windowAt + window.length) {
            fetch();
        }
        int from = (int) (position - windowAt);
        int count = Math.min(target.remaining(), window.length - from);
        target.put(window, from, count);
        position += count;
        return count;
    }

    private void fetch() throws IOException {
        int length = (int) Math.min(WINDOW_BYTES, size - position);
        try (InputStream range = ObjectStream.open(bucket, key, position, length)) {
            byte[] fetched = range.readNBytes(length);
            if (fetched.length < length) {
                throw new EOFException("the artifact changes while it is read");
            }
            window = fetched;
            windowAt = position;
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        requireOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("position must not be negative");
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        window = new byte[0];
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }
}
