package org.lungburden.labels;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import org.lungburden.statistics.Confusion;

/** The labels of a stored file, voxel by voxel in the order of the file. Its memory does not grow with the file. */
public final class LabelVoxels implements Closeable {
    /** Background, lung, ground glass, high opacity. */
    public static final int LABELS = 4;
    /** A multiple of every voxel's size. */
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream unpacked;
    private final LabelsHeader header;
    private final int lowest;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    /**
     * @param unpacked a file that was judged when it was stored, at its beginning; closed with this
     * @throws org.lungburden.error.CodedException {@code LABELS_UNREADABLE}
     */
    public LabelVoxels(InputStream unpacked) throws IOException {
        this.unpacked = unpacked;
        header = LabelsHeader.parse(unpacked.readNBytes(LabelsHeader.BYTES));
        lowest = header.order() == ByteOrder.LITTLE_ENDIAN ? 0 : header.voxelBytes() - 1;
        unpacked.skipNBytes(header.dataAt() - LabelsHeader.BYTES);
    }

    public LabelsGrid grid() {
        return header.grid();
    }

    /**
     * The label of the next voxel.
     *
     * @throws EOFException after the last one
     */
    public int next() throws IOException {
        if (at == end) {
            int count = unpacked.readNBytes(buffer, 0, BUFFER_BYTES);
            end = count - count % header.voxelBytes();
            at = 0;
            if (end == 0) {
                throw new EOFException("no further voxel");
            }
        }
        int label = buffer[at + lowest] & 0xff;
        at += header.voxelBytes();
        return label;
    }

    /** Counts the voxels of two files on one grid. */
    public static Confusion confusion(LabelVoxels reference, LabelVoxels mask) throws IOException {
        Confusion confusion = new Confusion(LABELS);
        for (long left = reference.grid().voxels(); left > 0; left--) {
            confusion.add(reference.next(), mask.next());
        }
        return confusion;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
