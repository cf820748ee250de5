package org.lungburden.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;

/** Finds a file's format from the first bytes, never from a file name. */
public final class ContentSniffer {
    /** Number of first bytes that {@link #sniff} needs to recognize every format: a block of tar. */
    public static final int HEAD_BYTES = TarBlock.BYTES;

    private static final int LOCAL_FILE_HEADER = 0x504b0304;
    private static final int END_OF_EMPTY_ZIP = 0x504b0506;
    private static final int SPANNING_MARKER = 0x504b0708;
    /** APPNOTE.TXT 8.5.5: before the first file of a zip that was made to be split, but fits in one part. */
    private static final int SINGLE_PART_MARKER = 0x504b3030;

    private static final int GZIP_DEFLATE = 0x1f8b08;

    private static final int NIFTI1_HEADER_BYTES = 348;
    private static final int NIFTI1_MAGIC_AT = 344;
    private static final int NIFTI1_SINGLE = 0x6e2b3100;
    private static final int NIFTI1_PAIR = 0x6e693100;
    private static final int NIFTI2_HEADER_BYTES = 540;
    private static final int NIFTI2_MAGIC_AT = 4;
    private static final long NIFTI2_SINGLE = 0x6e2b32000d0a1a0aL;
    private static final long NIFTI2_PAIR = 0x6e6932000d0a1a0aL;

    /** Only the first part of a split zip begins as a zip. */
    private static final String JOIN_PARTS = " Join the parts of a split zip first (zip -s 0 IN.zip --out WHOLE.zip).";

    private ContentSniffer() {}

    /**
     * @param head the first {@link #HEAD_BYTES} bytes, fewer when the file is shorter
     * @return empty when the file is neither zip, gzip, tar, DICOM nor NIfTI-1 or -2 (nifti1.h and nifti2.h:
     *     {@code sizeof_hdr} in either byte order, with the magic)
     */
    public static Optional<Upload.Format> sniff(byte[] head) {
        ByteBuffer bytes = ByteBuffer.wrap(head);
        if (isZip(bytes)) {
            return Optional.of(Upload.Format.ZIP);
        }
        if (isGzip(head)) {
            return Optional.of(Upload.Format.GZIP);
        }
        if (isNifti(bytes)) {
            return Optional.of(Upload.Format.NIFTI);
        }
        if (DicomStart.isDicom(head)) {
            return Optional.of(Upload.Format.DICOM);
        }
        return TarBlock.isHeader(head) ? Optional.of(Upload.Format.TAR) : Optional.empty();
    }

    /**
     * @param head as for {@link #sniff}
     * @throws CodedException {@code UPLOAD_EMPTY}, or {@code NOT_AN_ARCHIVE} with a sentence that names what was sent
     */
    public static Upload.Format require(byte[] head) {
        if (head.length == 0) {
            throw new CodedException(ErrorCode.UPLOAD_EMPTY);
        }
        return sniff(head)
                .orElseThrow(() -> new CodedException(
                        ErrorCode.NOT_AN_ARCHIVE,
                        ForeignFormat.of(head)
                                .or(() -> ForeignFormat.ofZeros(head))
                                .map(format -> "The upload is " + format + "; " + ForeignFormat.WHAT_TO_SEND)
                                .orElse(ErrorCode.NOT_AN_ARCHIVE.sentence() + JOIN_PARTS)));
    }

    private static boolean isZip(ByteBuffer bytes) {
        if (bytes.limit() < 4) {
            return false;
        }
        int magic = bytes.getInt(0);
        return magic == LOCAL_FILE_HEADER
                || magic == END_OF_EMPTY_ZIP
                || magic == SPANNING_MARKER
                || magic == SINGLE_PART_MARKER && bytes.limit() >= 8 && bytes.getInt(4) == LOCAL_FILE_HEADER;
    }

    static boolean isGzip(byte[] head) {
        return head.length >= 4 && ByteBuffer.wrap(head).getInt(0) >>> 8 == GZIP_DEFLATE;
    }

    /** Whether these first bytes are a NIfTI-1 or -2 header, of a single file or of a pair. */
    public static boolean isNifti(byte[] head) {
        return isNifti(ByteBuffer.wrap(head));
    }

    private static boolean isNifti(ByteBuffer bytes) {
        if (hasHeaderSize(bytes, NIFTI1_HEADER_BYTES) && bytes.limit() >= NIFTI1_MAGIC_AT + 4) {
            int magic = bytes.getInt(NIFTI1_MAGIC_AT);
            return magic == NIFTI1_SINGLE || magic == NIFTI1_PAIR;
        }
        if (hasHeaderSize(bytes, NIFTI2_HEADER_BYTES) && bytes.limit() >= NIFTI2_MAGIC_AT + 8) {
            long magic = bytes.getLong(NIFTI2_MAGIC_AT);
            return magic == NIFTI2_SINGLE || magic == NIFTI2_PAIR;
        }
        return false;
    }

    /** Whether the file begins as NIfTI-1 does, but has no magic. */
    static boolean isAnalyze(byte[] head) {
        ByteBuffer bytes = ByteBuffer.wrap(head);
        return hasHeaderSize(bytes, NIFTI1_HEADER_BYTES) && head.length >= NIFTI1_HEADER_BYTES && !isNifti(bytes);
    }

    private static boolean hasHeaderSize(ByteBuffer bytes, int size) {
        if (bytes.limit() < 4) {
            return false;
        }
        int first = bytes.order(ByteOrder.BIG_ENDIAN).getInt(0);
        return first == size || first == Integer.reverseBytes(size);
    }
}
