package org.lungburden.nifti;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.BoundedGzip;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.archive.ZipArchive;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;

/**
 * The NIfTI file of an upload, unpacked. Of a pair this is the header's file, and {@link #voxelFile} is the other.
 *
 * @param in the file's bytes, from the first on
 * @param mostBytes the file cannot have more bytes than this
 * @param allowanceBytes the file must not have more bytes than this
 * @param place null for an upload that is no zip
 */
record NiftiSource(
        InputStream in,
        long mostBytes,
        long allowanceBytes,
        @Nullable Place place) implements Closeable {
    /** A byte of deflate never yields more bytes than this (RFC 1951: a match of 258 bytes takes two bits). */
    private static final int DEFLATE_MAX_RATIO = 1032;

    private static final int BUFFER_BYTES = 1 << 16;

    /** A file in a zip. */
    record Place(ZipArchive archive, ZipArchive.Member member) {}

    /** @throws CodedException {@code UNSUPPORTED_NIFTI}, {@code AMBIGUOUS_SERIES} and the faults of archives */
    static NiftiSource open(Path upload, ArchiveLimits limits) throws IOException {
        Optional<Upload.Format> format = format(upload);
        if (format.isPresent() && format.get() == Upload.Format.ZIP) {
            return openZip(ZipArchive.open(Files.newByteChannel(upload), limits), limits);
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(upload), BUFFER_BYTES);
        return unpacked(in, Files.size(upload), null, limits);
    }

    static Optional<Upload.Format> format(Path upload) throws IOException {
        try (InputStream in = Files.newInputStream(upload)) {
            return ContentSniffer.sniff(in.readNBytes(ContentSniffer.HEAD_BYTES));
        }
    }

    private static NiftiSource openZip(ZipArchive archive, ArchiveLimits limits) throws IOException {
        try {
            ZipArchive.Member only = null;
            for (ZipArchive.Member member : archive.members()) {
                if (isNifti(archive, member, limits)) {
                    if (only != null) {
                        throw new CodedException(
                                ErrorCode.AMBIGUOUS_SERIES, "The archive holds more than one NIfTI file.");
                    }
                    only = member;
                }
            }
            if (only == null) {
                throw NiftiHeader.unsupported("The archive holds no NIfTI file.");
            }
            return unpacked(archive.open(only), only.declaredBytes(), new Place(archive, only), limits);
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static NiftiSource unpacked(InputStream in, long bytes, @Nullable Place place, ArchiveLimits limits)
            throws IOException {
        try {
            byte[] head = in.readNBytes(2);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
            if (!isGzip(head)) {
                return new NiftiSource(whole, bytes, bytes, place);
            }
            return new NiftiSource(
                    BoundedGzip.open(whole, limits), bytes * DEFLATE_MAX_RATIO, limits.allowanceBytes(bytes), place);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The file of voxels that belongs to this header. Close that file before this one.
     *
     * @throws CodedException {@code UNSUPPORTED_NIFTI} when the upload does not hold the file
     */
    NiftiSource voxelFile(ArchiveLimits limits) throws IOException {
        if (place == null) {
            throw NiftiHeader.unsupported(
                    "The upload is the header of a NIfTI pair (.hdr); send a zip of .hdr and .img.");
        }
        ZipArchive.Member voxels = NiftiPair.voxels(place.archive().members(), place.member());
        InputStream stored = place.archive().open(voxels);
        return unpacked(stored, voxels.declaredBytes(), null, limits);
    }

    /**
     * Whether the member begins with a NIfTI header, after unpacking when the member is a gzip. False for a damaged
     * member.
     */
    static boolean isNifti(ZipArchive archive, ZipArchive.Member member, ArchiveLimits limits) throws IOException {
        try (InputStream in = archive.open(member)) {
            byte[] head = in.readNBytes(ContentSniffer.HEAD_BYTES);
            if (!isGzip(head)) {
                return ContentSniffer.isNifti(head);
            }
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
            try (InputStream inner = BoundedGzip.open(whole, limits)) {
                return ContentSniffer.isNifti(inner.readNBytes(ContentSniffer.HEAD_BYTES));
            }
        } catch (CodedException e) {
            if (e.code() != ErrorCode.CORRUPT_ARCHIVE) {
                throw e;
            }
            return false;
        }
    }

    private static boolean isGzip(byte[] head) {
        return head.length >= 2 && Arrays.equals(head, 0, 2, new byte[] {0x1f, (byte) 0x8b}, 0, 2);
    }

    @Override
    public void close() throws IOException {
        try (ZipArchive closing = place == null ? null : place.archive()) {
            in.close();
        }
    }
}
