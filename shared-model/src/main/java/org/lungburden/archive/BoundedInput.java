package org.lungburden.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Counts what comes out of a decompressor, and turns the exceptions of the decompressor into coded faults. */
final class BoundedInput extends ChunkInput {
    private final InputStream inflated;
    private final Source source;
    private final InflationBudget budget;
    private final AtomicLong furthest;
    private final @Nullable Expected expected;
    private final CRC32 crc = new CRC32();
    private long position;

    /** Size and checksum that the archive declares for the member. */
    record Expected(long bytes, long crc32) {}

    BoundedInput(
            InputStream inflated,
            Source source,
            InflationBudget budget,
            AtomicLong furthest,
            @Nullable Expected expected) {
        this.inflated = inflated;
        this.source = source;
        this.budget = budget;
        this.furthest = furthest;
        this.expected = expected;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = inflate(buffer, offset, length);
        if (count < 0) {
            checkWhole();
            return -1;
        }
        crc.update(buffer, offset, count);
        position += count;
        budget.advance(furthest, position);
        return count;
    }

    private int inflate(byte[] buffer, int offset, int length) throws IOException {
        try {
            return inflated.read(buffer, offset, length);
        } catch (IOException e) {
            throw source.damage(e);
        }
    }

    private void checkWhole() throws IOException {
        if (expected != null && (position != expected.bytes() || crc.getValue() != expected.crc32())) {
            throw source.damage(new EOFException("size or checksum differ from the directory"));
        }
    }

    @Override
    public void close() throws IOException {
        inflated.close();
    }
}
