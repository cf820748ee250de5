package org.lungburden.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts bytes against an archive's budget. The caller handles the exceptions of the stream. */
final class CountedInput extends FilterInputStream {
    private final InflationBudget budget;
    private final AtomicLong furthest;
    private long position;

    CountedInput(InputStream in, InflationBudget budget, AtomicLong furthest) {
        super(in);
        this.budget = budget;
        this.furthest = furthest;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        advance(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        advance(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        advance(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void advance(long count) {
        position += count;
        budget.advance(furthest, position);
    }
}
