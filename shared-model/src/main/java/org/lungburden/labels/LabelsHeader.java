package org.lungburden.labels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The header of a NIfTI-1 file of labels (nifti1.h): whole numbers that stand for themselves, one volume, and a grid that
 * tells left from right.
 *
 * @param voxelBytes bytes of a voxel
 * @param dataAt where the voxels begin
 */
public record LabelsHeader(LabelsGrid grid, ByteOrder order, int voxelBytes, int dataAt) {
    public static final int BYTES = 348;
    /** A flag of four bytes follows the header, so that no voxel begins before. */
    private static final int LEAST_DATA_AT = 352;
    /** Extensions of a header are comments of programs. */
    private static final int MOST_DATA_AT = 1 << 20;

    private static final int MOST_EDGE = 8192;
    /** Of the integer types: uint8, int16, int32, int8, uint16, uint32, int64, uint64. */
    private static final Map<Integer, Integer> BYTES_OF_TYPE =
            Map.of(2, 1, 4, 2, 8, 4, 256, 1, 512, 2, 768, 4, 1024, 8, 1280, 8);

    private static final int METER = 1;
    private static final int MICRON = 3;

    /**
     * @param head the first {@link #BYTES} bytes
     * @throws CodedException {@code LABELS_UNREADABLE}
     */
    public static LabelsHeader parse(byte[] head) {
        ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (head.length < BYTES || fields.getInt(0) != BYTES) {
            fields.order(ByteOrder.BIG_ENDIAN);
        }
        if (head.length < BYTES || fields.getInt(0) != BYTES || head[344] != 'n' || head[345] != '+') {
            throw unreadable("The file is no NIfTI-1 file (.nii.gz).");
        }
        Integer voxelBytes = BYTES_OF_TYPE.get((int) fields.getShort(70));
        if (voxelBytes == null) {
            throw unreadable("The file's voxels are of NIfTI type " + fields.getShort(70) + ", not whole numbers.");
        }
        float slope = fields.getFloat(112);
        boolean plain = slope == 0 || !Float.isFinite(slope) || (slope == 1 && fields.getFloat(116) == 0);
        if (!plain) {
            throw unreadable("The file scales its voxels (scl_slope " + slope + "); labels stand for themselves.");
        }
        float dataAt = fields.getFloat(108);
        if (dataAt != 0 && !(dataAt >= LEAST_DATA_AT && dataAt <= MOST_DATA_AT && dataAt == Math.rint(dataAt))) {
            throw unreadable("The file's vox_offset is " + dataAt + "; voxels cannot begin there.");
        }
        int[] shape = shape(fields);
        return new LabelsHeader(
                new LabelsGrid(shape[0], shape[1], shape[2], affineMm(fields)),
                fields.order(),
                voxelBytes,
                dataAt == 0 ? LEAST_DATA_AT : (int) dataAt);
    }

    private static int[] shape(ByteBuffer fields) {
        int dimensions = fields.getShort(40);
        if (dimensions < 3 || dimensions > 7) {
            throw unreadable("The file holds no volume (dim[0] is " + dimensions + ").");
        }
        int[] shape = new int[3];
        for (int n = 1; n <= dimensions; n++) {
            int edge = fields.getShort(40 + 2 * n);
            if (edge < 1 || edge > MOST_EDGE || (n > 3 && edge > 1)) {
                throw unreadable("The file's dim[" + n + "] is " + edge + ".");
            }
            if (n <= 3) {
                shape[n - 1] = edge;
            }
        }
        return shape;
    }

    /** The sform where there is one, else the qform. */
    private static double[] affineMm(ByteBuffer fields) {
        double[] affine = new double[12];
        if (fields.getShort(254) > 0) {
            for (int n = 0; n < 12; n++) {
                affine[n] = fields.getFloat(280 + 4 * n);
            }
        } else if (fields.getShort(252) > 0) {
            affine = Quaternion.affine(fields);
        } else {
            throw unreadable("The file does not tell left from right (sform_code and qform_code are 0).");
        }
        int unit = fields.get(123) & 7;
        double mm = unit == METER ? 1000 : unit == MICRON ? 0.001 : 1;
        for (int n = 0; n < 12; n++) {
            affine[n] *= mm;
        }
        return affine;
    }

    /** @param cause a sentence; what to do is the same for all */
    static CodedException unreadable(String cause) {
        return new CodedException(
                ErrorCode.LABELS_UNREADABLE,
                cause + " Save the labels as the job's labels.nii.gz is, and send the whole file.");
    }
}
