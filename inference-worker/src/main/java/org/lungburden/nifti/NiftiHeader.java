package org.lungburden.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The fields of a NIfTI-1 or NIfTI-2 header that matter for a single volume, as stored.
 *
 * @param bytes length of the header
 * @param pair whether the voxels are in a second file
 * @param shape voxels along i, j and k, each at least 1
 * @param dataAt where the voxels begin in the file that holds them
 * @param offsetGiven whether {@code vox_offset} says so; if not, the voxels follow the header at once
 * @param pixdim 8 numbers
 * @param quatern b, c, d and the offsets x, y, z
 * @param srow the 12 numbers of sform
 */
record NiftiHeader(
        int bytes,
        boolean pair,
        ByteOrder order,
        NiftiType type,
        int[] shape,
        long dataAt,
        boolean offsetGiven,
        double slope,
        double intercept,
        int xyztUnits,
        int qformCode,
        int sformCode,
        double[] pixdim,
        double[] quatern,
        double[] srow) {

    static final int NIFTI1_BYTES = 348;
    static final int NIFTI2_BYTES = 540;
    /** Bytes after the header that announce extensions (nifti1.h, "extended header section"). */
    static final int EXTENSION_FLAG_BYTES = 4;

    /** More voxels than any CT has along an axis. The limit keeps a false header from causing a huge allocation. */
    private static final int MAX_EDGE = 8192;

    private static final int MAX_SLICE_PIXELS = 1 << 24;

    /**
     * @throws CodedException {@code UNSUPPORTED_NIFTI}; {@code CORRUPT_IMAGE} for a header that is cut short or
     *     contradicts itself
     */
    static NiftiHeader read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(NIFTI1_BYTES);
        boolean second = startsWith(head, NIFTI2_BYTES);
        if (!second && !startsWith(head, NIFTI1_BYTES)) {
            throw unsupported("The file is not a NIfTI file; send a .nii or a .nii.gz.");
        }
        if (second) {
            int had = head.length;
            head = Arrays.copyOf(head, NIFTI2_BYTES);
            had += in.readNBytes(head, had, NIFTI2_BYTES - had);
            head = Arrays.copyOf(head, had);
        }
        if (head.length < (second ? NIFTI2_BYTES : NIFTI1_BYTES)) {
            throw corrupt("The NIfTI header is cut short.");
        }
        if (!ContentSniffer.isNifti(head)) {
            throw unsupported(
                    "The file has an Analyze header, which does not tell left from right; send DICOM or NIfTI.");
        }
        return parse(head, second);
    }

    private static boolean startsWith(byte[] head, int size) {
        return head.length >= 4
                && (littleEndianSize(head) == size || Integer.reverseBytes(littleEndianSize(head)) == size);
    }

    private static int littleEndianSize(byte[] head) {
        return ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    }

    private static NiftiHeader parse(byte[] head, boolean second) {
        int size = second ? NIFTI2_BYTES : NIFTI1_BYTES;
        ByteOrder order = littleEndianSize(head) == size ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer fields = ByteBuffer.wrap(head).order(order);
        boolean pair = head[second ? 5 : 345] == 'i';
        NiftiHeader header = second ? parseSecond(fields, pair) : parseFirst(fields, pair);
        if (header.slope != 0 && Double.isFinite(header.slope) && !Double.isFinite(header.intercept)) {
            throw corrupt("The NIfTI header's scl_inter is not a number.");
        }
        checkSlope(header);
        return header;
    }

    private static NiftiHeader parseFirst(ByteBuffer fields, boolean pair) {
        double[] dim = new double[8];
        for (int n = 0; n < 8; n++) {
            dim[n] = fields.getShort(40 + 2 * n);
        }
        NiftiType type = type(fields.getShort(70), fields.getShort(72));
        return new NiftiHeader(
                NIFTI1_BYTES,
                pair,
                fields.order(),
                type,
                shape(dim),
                dataAt(fields.getFloat(108), pair ? 0 : NIFTI1_BYTES + EXTENSION_FLAG_BYTES),
                fields.getFloat(108) != 0,
                fields.getFloat(112),
                fields.getFloat(116),
                fields.get(123) & 0xff,
                fields.getShort(252),
                fields.getShort(254),
                floats(fields, 76, 8),
                floats(fields, 256, 6),
                floats(fields, 280, 12));
    }

    private static NiftiHeader parseSecond(ByteBuffer fields, boolean pair) {
        double[] dim = new double[8];
        for (int n = 0; n < 8; n++) {
            dim[n] = fields.getLong(16 + 8 * n);
        }
        NiftiType type = type(fields.getShort(12), fields.getShort(14));
        return new NiftiHeader(
                NIFTI2_BYTES,
                pair,
                fields.order(),
                type,
                shape(dim),
                dataAt(fields.getLong(168), pair ? 0 : NIFTI2_BYTES + EXTENSION_FLAG_BYTES),
                fields.getLong(168) != 0,
                fields.getDouble(176),
                fields.getDouble(184),
                fields.getInt(500) & 0xff,
                fields.getInt(344),
                fields.getInt(348),
                doubles(fields, 104, 8),
                doubles(fields, 352, 6),
                doubles(fields, 400, 12));
    }

    /** The datatype decides. Some tools leave {@code bitpix} at 0. */
    private static NiftiType type(int code, int bits) {
        NiftiType type = NiftiType.of(code);
        if (bits != 0 && bits != 8 * type.bytes()) {
            throw corrupt("The NIfTI header's bitpix is " + bits + ", which contradicts its datatype " + code + ".");
        }
        return type;
    }

    private static int[] shape(double[] dim) {
        if (dim[0] < 1 || dim[0] > 7) {
            throw corrupt("The NIfTI header's dim[0], the number of dimensions, is not 1 to 7.");
        }
        for (int n = 1; n <= dim[0]; n++) {
            if (dim[n] < 1 && (n <= 3 || dim[n] < 0)) {
                throw corrupt("The NIfTI header's dim[" + n + "] is not positive.");
            }
            if (n > 3 && dim[n] > 1) {
                throw unsupported(several(dim, n));
            }
        }
        if (dim[0] < 3) {
            throw unsupported("The NIfTI file holds a single slice; send the whole volume.");
        }
        if (Math.max(dim[1], Math.max(dim[2], dim[3])) > MAX_EDGE || dim[1] * dim[2] > MAX_SLICE_PIXELS) {
            throw unsupported("The NIfTI volume is larger than any CT; send one chest CT.");
        }
        return new int[] {(int) dim[1], (int) dim[2], (int) dim[3]};
    }

    /** Slices or channels that stand in another dimension than NIfTI has them in (nifti1.h) are no several volumes. */
    private static String several(double[] dim, int n) {
        if (n == 4 && dim[3] == 1) {
            return "The NIfTI header's dim[3] is 1 and dim[4] is " + (long) dim[4]
                    + ": the slices stand in the fourth dimension,"
                    + " which is for volumes. Write them into the third.";
        }
        if (n == 4 && dim[1] == 1) {
            return "The NIfTI header's dim[1] is 1 and dim[4] is " + (long) dim[4]
                    + ": a channel stands in front of the three"
                    + " dimensions of space. Remove it (squeeze) and save the scan again.";
        }
        return "The NIfTI file holds " + (long) dim[n] + " volumes (dim[" + n + "]); send one of them.";
    }

    /** Whole numbers that the slope makes less than 1 HU of, all together. */
    private static void checkSlope(NiftiHeader header) {
        double range = Math.pow(2, 8.0 * header.type.bytes());
        if (!header.type.isFloat() && header.slope != 0 && Math.abs(header.slope) * range < 1) {
            throw new CodedException(
                    ErrorCode.NOT_HOUNSFIELD,
                    "The NIfTI header's scl_slope is " + header.slope
                            + ", which makes all voxels one value; write the slope"
                            + " of the scan, 1 for Hounsfield units.");
        }
    }

    private static long dataAt(double offset, int least) {
        if (offset == 0) {
            return least;
        }
        if (!(offset >= least) || offset > Integer.MAX_VALUE || offset != Math.rint(offset)) {
            throw corrupt("The NIfTI header's vox_offset is " + offset + "; voxels cannot begin there.");
        }
        return (long) offset;
    }

    private static double[] floats(ByteBuffer fields, int at, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, n -> fields.getFloat(at + 4 * n));
        return values;
    }

    private static double[] doubles(ByteBuffer fields, int at, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, n -> fields.getDouble(at + 8 * n));
        return values;
    }

    /** Least size in bytes of the file that holds the voxels, as the header implies. */
    long fileBytes() {
        return dataAt + (long) shape[0] * shape[1] * shape[2] * type.bytes();
    }

    /** Whether the stored numbers need no scaling: {@code scl_slope} 0 or not finite. */
    boolean isUnscaled() {
        return slope == 0 || !Double.isFinite(slope) || (slope == 1 && intercept == 0);
    }

    static CodedException unsupported(String detail) {
        return new CodedException(ErrorCode.UNSUPPORTED_NIFTI, detail);
    }

    /** @param cause a sentence; what to do is the same for all */
    static CodedException corrupt(String cause) {
        return new CodedException(ErrorCode.CORRUPT_IMAGE, cause + " Copy the file or convert the scan again.");
    }
}
