package org.lungburden.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A part of a file, to read. Each window has its own position, so that several threads may read one file through
 * windows of their own. Closing a window leaves the file open.
 */
final class WindowChannel implements SeekableByteChannel {
    private final FileChannel file;
    private final long start;
    private final long length;
    private long position;

    WindowChannel(FileChannel file, long start, long length) {
        this.file = file;
        this.start = start;
        this.length = length;
    }

    /** A part of this part. */
    WindowChannel window(long from, long bytes) {
        return new WindowChannel(file, start + from, bytes);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (position >= length) {
            return -1;
        }
        int limit = target.limit();
        target.limit(target.position() + (int) Math.min(target.remaining(), length - position));
        try {
            int count = file.read(target, start + position);
            position += Math.max(0, count);
            return count;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        if (newPosition < 0) {
            throw new IOException("the archive points before its start");
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return length;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() {
        // the file belongs to the archive
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
