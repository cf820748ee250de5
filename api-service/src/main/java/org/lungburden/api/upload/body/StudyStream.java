package org.lungburden.api.upload.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload.Format;

/** A study that arrives. Its first bytes determine its format. */
public record StudyStream(Format format, InputStream bytes) {
    private static final int TAR_MAGIC_AT = 257;
    private static final byte[] TAR_MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);

    /**
     * @throws CodedException {@code UPLOAD_EMPTY}, {@code NOT_AN_ARCHIVE}, or {@code UNSUPPORTED_MEDIA_TYPE} when the
     *     content is not of the declared type
     */
    public static StudyStream open(StudyBody body, DeclaredType declared) throws IOException {
        InputStream study = body.open();
        byte[] head = study.readNBytes(ContentSniffer.HEAD_BYTES);
        Format format = formatOf(head, declared);
        return new StudyStream(format, new SequenceInputStream(new ByteArrayInputStream(head), study));
    }

    /** Recognizes the magic that POSIX and GNU write into each header (POSIX pax, ustar interchange format). */
    private static boolean isTar(byte[] head) {
        return head.length >= TAR_MAGIC_AT + TAR_MAGIC.length
                && Arrays.equals(head, TAR_MAGIC_AT, TAR_MAGIC_AT + TAR_MAGIC.length, TAR_MAGIC, 0, TAR_MAGIC.length);
    }

    private static Format formatOf(byte[] head, DeclaredType declared) {
        if (head.length == 0) {
            throw new CodedException(ErrorCode.UPLOAD_EMPTY);
        }
        Format format = ContentSniffer.sniff(head)
                .orElseThrow(() -> new CodedException(
                        ErrorCode.NOT_AN_ARCHIVE,
                        isTar(head)
                                ? "The upload is a tar, which this service cannot read yet; send a zip."
                                : ErrorCode.NOT_AN_ARCHIVE.sentence()));
        if (!declared.allows(format)) {
            throw new CodedException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is not of the media type that it names.");
        }
        return format;
    }
}
