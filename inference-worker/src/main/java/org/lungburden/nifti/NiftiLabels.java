package org.lungburden.nifti;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;

/**
 * Reads a mask of this service, or one that a reader drew: labels 0 to 3 in a {@code .nii} or {@code .nii.gz}. Unlike a
 * scan, a mask may have few slices, and a fraction is a fault: it tells that somebody interpolated labels.
 */
public final class NiftiLabels {
    private static final int MOST_LABEL = 3;
    /** 512 x 512 x 2048: more than any chest CT has, and half a gigabyte. */
    private static final long MOST_VOXELS = 1L << 29;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private NiftiLabels() {}

    /**
     * @return in the canonical orientation
     * @throws org.lungburden.error.CodedException {@code UNSUPPORTED_NIFTI}, {@code CORRUPT_IMAGE}
     * @throws IOException when the file cannot be read
     */
    public static LabelVolume read(Path file) throws IOException {
        LabelVolume stored = readAsStored(file);
        return Orientation.of(stored.affine()).toCanonical(stored);
    }

    /** The same on the file's own grid. */
    public static LabelVolume readAsStored(Path file) throws IOException {
        try (InputStream in = unpacked(new BufferedInputStream(Files.newInputStream(file)))) {
            return read(in);
        } catch (EOFException | ZipException cut) {
            throw NiftiHeader.corrupt("The file ends early or is damaged.");
        }
    }

    private static LabelVolume read(InputStream in) throws IOException {
        NiftiHeader header = NiftiHeader.read(in);
        int[] shape = header.shape();
        if (header.pair()) {
            throw NiftiHeader.unsupported("The file is half of a pair (.hdr and .img); save the mask as .nii.gz.");
        }
        if ((long) shape[0] * shape[1] * shape[2] > MOST_VOXELS) {
            throw NiftiHeader.unsupported("The mask has more voxels than any chest CT.");
        }
        Affine affine = NiftiGeometry.affine(header);
        in.skipNBytes(header.dataAt() - header.bytes());
        byte[][] labels = new byte[shape[2]][];
        byte[] stored =
                new byte[Math.multiplyExact(shape[0] * shape[1], header.type().bytes())];
        for (int k = 0; k < labels.length; k++) {
            if (in.readNBytes(stored, 0, stored.length) < stored.length) {
                throw NiftiHeader.corrupt("The NIfTI file ends before its last voxel.");
            }
            labels[k] = labels(header, ByteBuffer.wrap(stored).order(header.order()), shape[0] * shape[1]);
        }
        // only the end of a gzip shows whether it is complete
        in.transferTo(OutputStream.nullOutputStream());
        return new LabelVolume(labels, shape[0], shape[1], affine);
    }

    private static byte[] labels(NiftiHeader header, ByteBuffer stored, int pixels) {
        double slope = header.isUnscaled() ? 1 : header.slope();
        double intercept = header.isUnscaled() ? 0 : header.intercept();
        byte[] labels = new byte[pixels];
        for (int n = 0; n < pixels; n++) {
            double value = slope * header.type().get(stored, n) + intercept;
            labels[n] = (byte) value;
            if (labels[n] != value || value < 0 || value > MOST_LABEL) {
                throw NiftiHeader.unsupported("The mask holds the value " + value
                        + "; labels are 0 background, 1 lung, 2 ground glass and 3 high opacity.");
            }
        }
        return labels;
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
