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
 * The single NIfTI file of an upload, unpacked.
 *
 * @param in the file's bytes, from the first on
 * @param mostBytes the file cannot have more bytes than this
 * @param allowanceBytes the file must not have more bytes than this
 */
record NiftiSource(
        InputStream in,
        long mostBytes,
        long allowanceBytes,
        @Nullable ZipArchive archive) implements Closeable {
    /** A byte of deflate never yields more bytes than this (RFC 1951: a match of 258 bytes takes two bits). */
    private static final int DEFLATE_MAX_RATIO = 1032;

    private static final int BUFFER_BYTES = 1 << 16;

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
            return unpacked(archive.open(only), only.declaredBytes(), archive, limits);
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static NiftiSource unpacked(InputStream in, long bytes, @Nullable ZipArchive archive, ArchiveLimits limits)
            throws IOException {
        try {
            byte[] head = in.readNBytes(2);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
            if (!isGzip(head)) {
                return new NiftiSource(whole, bytes, bytes, archive);
            }
            return new NiftiSource(
                    BoundedGzip.open(whole, limits), bytes * DEFLATE_MAX_RATIO, limits.allowanceBytes(bytes), archive);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
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
        try (ZipArchive closing = archive) {
            in.close();
        }
    }
}
