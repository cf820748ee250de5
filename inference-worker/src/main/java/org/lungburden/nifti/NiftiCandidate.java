package org.lungburden.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.lungburden.archive.Archive;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.StudyReader;

/**
 * Tells a CT from the other NIfTI files that lie beside a CT: masks, probabilities, pictures of 8 bits, localizers and
 * series of volumes. The results of this service are masks too.
 */
public final class NiftiCandidate {
    private static final int LARGEST_OF_8_BITS = 255;

    private NiftiCandidate() {}

    /**
     * @param member begins with a NIfTI header
     * @return the number of voxels along each axis, such as "128 x 128 x 24"; empty when the file cannot be a CT. A CT
     *     has a value outside 0 to 255, since air is -1000 HU
     */
    public static Optional<String> shape(Archive archive, Archive.Member member) throws IOException {
        try (NiftiSource source = NiftiSource.open(archive, member)) {
            NiftiHeader header = NiftiHeader.read(source.in());
            int[] shape = header.shape();
            if (Math.min(shape[0], Math.min(shape[1], shape[2])) < StudyReader.LEAST_SLICES
                    || !mayBeCt(header, source)) {
                return Optional.empty();
            }
            return Optional.of(shape[0] + " x " + shape[1] + " x " + shape[2]);
        } catch (CodedException e) {
            if (e.code() == ErrorCode.ARCHIVE_TOO_LARGE) {
                throw e;
            }
            return Optional.empty();
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private static boolean mayBeCt(NiftiHeader header, NiftiSource source) throws IOException {
        if (!header.pair()) {
            source.in().skipNBytes(header.dataAt() - header.bytes());
            return holdsMoreThan8Bits(header, source.in());
        }
        try (NiftiSource voxels = source.voxelFile()) {
            voxels.in().skipNBytes(header.dataAt());
            return holdsMoreThan8Bits(header, voxels.in());
        }
    }

    /** Reads to the first value outside 0 to 255, which a CT has in its first slices. */
    private static boolean holdsMoreThan8Bits(NiftiHeader header, InputStream voxels) throws IOException {
        double slope = header.isUnscaled() ? 1 : header.slope();
        double intercept = header.isUnscaled() ? 0 : header.intercept();
        byte[] row = new byte[header.shape()[0] * header.type().bytes()];
        ByteBuffer stored = ByteBuffer.wrap(row).order(header.order());
        long rows = (long) header.shape()[1] * header.shape()[2];
        for (long n = 0; n < rows; n++) {
            if (voxels.readNBytes(row, 0, row.length) < row.length) {
                throw NiftiHeader.corrupt("The NIfTI file ends before its last voxel.");
            }
            for (int i = 0; i < header.shape()[0]; i++) {
                double value = slope * header.type().get(stored, i) + intercept;
                if (value < 0 || value > LARGEST_OF_8_BITS) {
                    return true;
                }
            }
        }
        return false;
    }
}
