package org.lungburden.archive;

import java.io.IOException;
import java.io.InputStream;

/** A stream that remembers its own failure and counts the bytes that were read from it. */
final class SourceInput extends ChunkInput {
    private final InputStream in;
    private final Source source;
    private volatile long bytes;

    SourceInput(InputStream in, Source source) {
        this.in = in;
        this.source = source;
    }

    long bytes() {
        return bytes;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread reads a stream; other threads only look at the count.
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = in.read(buffer, offset, length);
            bytes += Math.max(0, count);
            return count;
        } catch (IOException e) {
            throw source.failed(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
