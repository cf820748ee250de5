package org.lungburden.nifti;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
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

    /**
     * The number of voxels along each axis of the file.
     *
     * @param edgesMm of a voxel, along the same axes; empty when the header does not tell
     */
    public record Shape(int first, int second, int third, List<Double> edgesMm) {
        static Shape of(NiftiHeader header) {
            int[] shape = header.shape();
            return new Shape(shape[0], shape[1], shape[2], edges(header));
        }

        private static List<Double> edges(NiftiHeader header) {
            try {
                return Arrays.stream(NiftiGeometry.affine(header).spacingMm())
                        .boxed()
                        .toList();
            } catch (CodedException e) {
                return List.of();
            }
        }

        /** Such as "128 x 128 x 24 voxels of 2.5 x 2.5 x 5 mm". */
        public String words() {
            String edges = edgesMm.stream()
                    .map(mm -> BigDecimal.valueOf(mm)
                            .setScale(2, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString())
                    .collect(Collectors.joining(" x ", " of ", " mm"));
            return first + " x " + second + " x " + third + " voxels" + (edgesMm.isEmpty() ? "" : edges);
        }
    }

    /** What is read of a file beside its header. */
    private interface Reading<T> {
        Optional<T> of(NiftiHeader header, NiftiSource source) throws IOException;
    }

    /**
     * @param member begins with a NIfTI header
     * @return its size; empty when the file cannot be a CT. A CT
     *     has a value below -500 HU
     */
    public static Optional<Shape> shape(Archive archive, Archive.Member member) throws IOException {
        return read(archive, member, (header, source) -> {
            int[] shape = header.shape();
            boolean volume = Math.min(shape[0], Math.min(shape[1], shape[2])) >= StudyReader.LEAST_SLICES;
            boolean air = volume && !voxels(header, source, value -> !(value < AIR_HU));
            return air ? Optional.of(Shape.of(header)) : Optional.empty();
        });
    }

    /** The largest value less the smallest, empty for a file that cannot be read or holds no number. */
    public static OptionalDouble range(Archive archive, Archive.Member member) throws IOException {
        DoubleSummaryStatistics values = new DoubleSummaryStatistics();
        boolean whole = read(
                        archive,
                        member,
                        (header, source) -> Optional.of(voxels(header, source, value -> {
                            if (Double.isFinite(value)) {
                                values.accept(value);
                            }
                            return true;
                        })))
                .orElse(false);
        return whole && values.getCount() > 0
                ? OptionalDouble.of(values.getMax() - values.getMin())
                : OptionalDouble.empty();
    }

    /** Whether the file holds a single slice. */
    public static boolean isFlat(Archive archive, Archive.Member member) throws IOException {
        return read(archive, member, (header, source) -> Optional.of(header.shape()[2] == 1))
                .orElse(false);
    }

    private static <T> Optional<T> read(Archive archive, Archive.Member member, Reading<T> reading) throws IOException {
        try (NiftiSource source = NiftiSource.open(archive, member)) {
            return reading.of(NiftiHeader.read(source.in()), source);
        } catch (CodedException e) {
            if (e.code() == ErrorCode.ARCHIVE_TOO_LARGE) {
                throw e;
            }
            return Optional.empty();
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** SHA-256 of the file, and of its voxels where these are another file. */
    public static String digest(Archive archive, Archive.Member member) throws IOException {
        MessageDigest digest = sha256();
        try (NiftiSource source = NiftiSource.open(archive, member)) {
            new DigestInputStream(source.in(), digest).transferTo(OutputStream.nullOutputStream());
        }
        try (NiftiSource source = NiftiSource.open(archive, member)) {
            if (NiftiHeader.read(source.in()).pair()) {
                try (NiftiSource voxels = source.voxelFile()) {
                    new DigestInputStream(voxels.in(), digest).transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether this service wrote the file. */
    public static boolean isOwnResult(Archive archive, Archive.Member member) throws IOException {
        try (NiftiSource source = NiftiSource.open(archive, member)) {
            byte[] head = source.in().readNBytes(DESCRIPTION_AT + OWN_DESCRIPTION.length());
            return new String(head, ISO_8859_1).startsWith(OWN_DESCRIPTION, DESCRIPTION_AT);
        }
    }

    private static boolean voxels(NiftiHeader header, NiftiSource source, DoublePredicate more) throws IOException {
        if (!header.pair()) {
            source.in().skipNBytes(header.dataAt() - header.bytes());
            return all(header, source.in(), more);
        }
        try (NiftiSource voxels = source.voxelFile()) {
            voxels.in().skipNBytes(header.dataAt());
            return all(header, voxels.in(), more);
        }
    }

    /**
     * Reads to the first value that ends it. A CT has one below -500 HU in its first slices.
     *
     * @param more false for a value that ends the reading
     */
    private static boolean all(NiftiHeader header, InputStream voxels, DoublePredicate more) throws IOException {
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
                if (!more.test(slope * header.type().get(stored, i) + intercept)) {
                    return false;
                }
            }
        }
        return true;
    }
}
