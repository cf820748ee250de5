package org.lungburden.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.DoubleConsumer;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Voxels to HU: {@code scl_slope * stored + scl_inter}, rounded to the nearest integer (half to even) and clamped to
 * the range of short. NaN, which some tools write outside the field of view, becomes air.
 */
final class NiftiVoxels {
    private static final short PADDING_HU = -1024;

    private final NiftiHeader header;
    private boolean numbers;

    private long inside;

    NiftiVoxels(NiftiHeader header) {
        this.header = header;
    }

    /**
     * Each slice is allocated only after the slice before it was read, so that a short file cannot claim memory.
     *
     * @param in stands at the first voxel
     * @return {@code [k][j * columns + i]}
     */
    short[][] read(InputStream in, DoubleConsumer progress) throws IOException {
        int pixels = header.shape()[0] * header.shape()[1];
        short[][] hu = new short[header.shape()[2]][];
        byte[] stored = new byte[Math.multiplyExact(pixels, header.type().bytes())];
        ByteBuffer buffer = ByteBuffer.wrap(stored).order(header.order());
        for (int k = 0; k < hu.length; k++) {
            if (in.readNBytes(stored, 0, stored.length) < stored.length) {
                throw NiftiHeader.corrupt("The NIfTI file ends before its last voxel.");
            }
            hu[k] = new short[pixels];
            convert(buffer, hu[k]);
            inside += header.type().isFloat() ? missingInside(buffer, hu[k]) : 0;
            progress.accept((k + 1.0) / hu.length);
        }
        if (!numbers) {
            throw new CodedException(
                    ErrorCode.NOT_HOUNSFIELD,
                    "No voxel of the NIfTI file holds a number (all are NaN); send the CT in Hounsfield units.");
        }
        return hu;
    }

    private void convert(ByteBuffer stored, short[] hu) {
        if (header.type() == NiftiType.INT16 && header.isUnscaled()) {
            stored.asShortBuffer().get(hu);
            numbers = true;
            return;
        }
        double slope = header.isUnscaled() ? 1 : header.slope();
        double intercept = header.isUnscaled() ? 0 : header.intercept();
        for (int n = 0; n < hu.length; n++) {
            double value = slope * header.type().get(stored, n) + intercept;
            numbers |= !Double.isNaN(value);
            hu[n] = round(value);
        }
    }

    /** Share of voxels without a number that have numbers to all four sides in their slice of the file. */
    double missingShare() {
        return (double) inside / header.shape()[0] / header.shape()[1] / header.shape()[2];
    }

    private long missingInside(ByteBuffer stored, short[] hu) {
        boolean[] missing = new boolean[hu.length];
        boolean any = false;
        for (int n = 0; n < hu.length; n++) {
            missing[n] = Double.isNaN(header.type().get(stored, n));
            any |= missing[n];
        }
        return any ? MissingInside.count(missing, header.shape()[0]) : 0;
    }

    private static short round(double value) {
        if (Double.isNaN(value)) {
            return PADDING_HU;
        }
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(value)));
    }
}
