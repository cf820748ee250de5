package org.lungburden.nifti;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
 * Tells a CT from the other NIfTI files that lie beside a CT: masks, probabilities, normalized images, MR, localizers and
 * series of volumes. The results of this service are masks too.
 */
public final class NiftiCandidate {
    /** Every CT has air: -1000 HU. Normalized images, MR, masks and soft tissue windows have nothing as low. */
    private static final int AIR_HU = -500;

    /** Where {@link NiftiHeaderBytes} writes what a file of this service holds. */
    private static final int DESCRIPTION_AT = 148;

    private static final String OWN_DESCRIPTION = "LungBurden";

    private NiftiCandidate() {}

    /** The number of voxels along each axis of the file. */
    public record Shape(int first, int second, int third) {
        /** Such as "128 x 128 x 24 voxels". */
        public String words() {
            return first + " x " + second + " x " + third + " voxels";
        }
    }

    /**
     * @param member begins with a NIfTI header
     * @return its size; empty when the file cannot be a CT. A CT
     *     has a value below -500 HU
     */
    public static Optional<Shape> shape(Archive archive, Archive.Member member) throws IOException {
        try (NiftiSource source = NiftiSource.open(archive, member)) {
            NiftiHeader header = NiftiHeader.read(source.in());
            int[] shape = header.shape();
            if (Math.min(shape[0], Math.min(shape[1], shape[2])) < StudyReader.LEAST_SLICES
                    || !mayBeCt(header, source)) {
                return Optional.empty();
            }
            return Optional.of(new Shape(shape[0], shape[1], shape[2]));
        } catch (CodedException e) {
            if (e.code() == ErrorCode.ARCHIVE_TOO_LARGE) {
                throw e;
            }
            return Optional.empty();
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** Whether this service wrote the file. */
    public static boolean isOwnResult(Archive archive, Archive.Member member) throws IOException {
        try (NiftiSource source = NiftiSource.open(archive, member)) {
            byte[] head = source.in().readNBytes(DESCRIPTION_AT + OWN_DESCRIPTION.length());
            return new String(head, ISO_8859_1).startsWith(OWN_DESCRIPTION, DESCRIPTION_AT);
        }
    }

    private static boolean mayBeCt(NiftiHeader header, NiftiSource source) throws IOException {
        if (!header.pair()) {
            source.in().skipNBytes(header.dataAt() - header.bytes());
            return holdsAir(header, source.in());
        }
        try (NiftiSource voxels = source.voxelFile()) {
            voxels.in().skipNBytes(header.dataAt());
            return holdsAir(header, voxels.in());
        }
    }

    /** Reads to the first value below -500 HU, which a CT has in its first slices. */
    private static boolean holdsAir(NiftiHeader header, InputStream voxels) throws IOException {
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
                if (value < AIR_HU) {
                    return true;
                }
            }
        }
        return false;
    }
}
