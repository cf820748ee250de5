package org.lungburden.labels;

import java.nio.ByteOrder;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Judges the bytes of a file of labels, unpacked, as they come. Its memory does not grow with the file. */
final class LabelsJudge {
    private static final int MOST_LABEL = 3;

    private final LabelsGrid expected;
    private final IntConsumer each;
    private final byte[] head = new byte[LabelsHeader.BYTES];
    private @Nullable LabelsHeader header;
    private long position;

    /** @param each is told the label of every voxel, in the order of the file */
    LabelsJudge(LabelsGrid expected, IntConsumer each) {
        this.expected = expected;
        this.each = each;
    }

    /** @throws CodedException {@code LABELS_UNREADABLE}, {@code LABELS_GEOMETRY_MISMATCH}, {@code LABELS_VALUE_UNKNOWN} */
    void accept(byte[] bytes, int length) {
        int from = 0;
        while (from < length && position < head.length) {
            head[(int) position++] = bytes[from++];
            if (position == head.length) {
                header = checked(LabelsHeader.parse(head));
            }
        }
        if (header != null && from < length) {
            voxels(header, bytes, from, length);
        }
    }

    private LabelsHeader checked(LabelsHeader read) {
        LabelsGrid grid = read.grid();
        if (grid.matches(expected)) {
            return read;
        }
        String cause = grid.hasShapeOf(expected)
                ? String.format(
                        Locale.ROOT,
                        "The labels lie up to %.2f mm beside the job's labels.nii.gz.",
                        Math.min(grid.furthestMm(expected), 1e6))
                : "The labels have " + grid + " voxels, and the job's labels.nii.gz has " + expected + ".";
        throw new CodedException(
                ErrorCode.LABELS_GEOMETRY_MISMATCH, cause + " Draw on that file, or resample to its grid.");
    }

    /** Of each voxel the lowest byte is the label, and the others are 0. */
    private void voxels(LabelsHeader read, byte[] bytes, int from, int to) {
        long end = end(read);
        if (position + (to - from) > end) {
            throw LabelsHeader.unreadable("Bytes follow the last voxel.");
        }
        int size = read.voxelBytes();
        int lowest = read.order() == ByteOrder.LITTLE_ENDIAN ? 0 : size - 1;
        int first = (int) Math.min(Math.max(0, read.dataAt() - position), to - from);
        int place = (int) Math.floorMod(position + first - read.dataAt(), size);
        for (int n = from + first; n < to; n++) {
            int value = bytes[n] & 0xff;
            if (value != 0 && (place != lowest || value > MOST_LABEL)) {
                throw new CodedException(ErrorCode.LABELS_VALUE_UNKNOWN);
            }
            if (place == lowest) {
                each.accept(value);
            }
            place = place + 1 == size ? 0 : place + 1;
        }
        position += to - from;
    }

    private static long end(LabelsHeader read) {
        return read.dataAt() + read.grid().voxels() * read.voxelBytes();
    }

    /** @throws CodedException {@code LABELS_UNREADABLE} when voxels are missing */
    void end() {
        if (header == null || position < end(header)) {
            throw LabelsHeader.unreadable("The file ends before its last voxel.");
        }
    }
}
