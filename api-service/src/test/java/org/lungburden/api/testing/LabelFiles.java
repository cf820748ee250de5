package org.lungburden.api.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/** Small NIfTI-1 files of labels, written byte by byte after nifti1.h. */
public final class LabelFiles {
    private static final int DATA_AT = 352;

    private LabelFiles() {}

    /** 2 x 2 x 3 voxels of lung. */
    public static byte[] labels() {
        return labels(2, 2, 3);
    }

    /** The same with one voxel of this value. */
    public static byte[] with(int value) {
        byte[] file = labels();
        file[DATA_AT + 5] = (byte) value;
        return file;
    }

    /** Voxels of lung, 1 mm apart. */
    public static byte[] labels(int columns, int rows, int slices) {
        int voxels = columns * rows * slices;
        ByteBuffer file = ByteBuffer.allocate(DATA_AT + voxels).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348);
        file.putShort(40, (short) 3);
        file.putShort(42, (short) columns);
        file.putShort(44, (short) rows);
        file.putShort(46, (short) slices);
        file.putShort(70, (short) 2);
        file.putShort(72, (short) 8);
        file.putFloat(108, DATA_AT);
        file.putShort(254, (short) 1);
        file.putFloat(280, 1);
        file.putFloat(300, 1);
        file.putFloat(320, 1);
        file.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
        for (int voxel = 0; voxel < voxels; voxel++) {
            file.put(DATA_AT + voxel, (byte) 1);
        }
        return file.array();
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
