package org.lungburden.labels;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/**
 * Labels on their way from a client into the store: who reads this stream gets the bytes as sent, and each is judged
 * before. The end comes only when the file is whole and good.
 */
public final class CheckedLabels extends FilterInputStream {
    private static final int SKIP_BYTES = 8192;

    private final GzipFeed feed;
    private boolean ended;

    /**
     * @param expected the grid of the labels that a person corrected
     * @param each is told the label of every voxel, in the order of the file
     */
    public CheckedLabels(InputStream sent, LabelsGrid expected, IntConsumer each) {
        super(sent);
        this.feed = new GzipFeed(new LabelsJudge(expected, each));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws org.lungburden.error.CodedException {@code LABELS_...} */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            feed.accept(buffer, offset, count);
        } else if (count < 0 && !ended) {
            ended = true;
            feed.end();
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, SKIP_BYTES)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Frees what unpacks. */
    @Override
    public void close() throws IOException {
        feed.close();
        super.close();
    }
}
