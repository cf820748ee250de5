package org.lungburden.api.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload.Format;

/** A study that arrives, its format known by its first bytes. */
record StudyStream(Format format, InputStream bytes) {

    /**
     * @throws CodedException {@code UPLOAD_EMPTY}, {@code NOT_AN_ARCHIVE}, or {@code UNSUPPORTED_MEDIA_TYPE} when it is
     *     not what was declared
     */
    static StudyStream open(StudyBody body, DeclaredType declared) throws IOException {
        InputStream study = body.open();
        byte[] head = study.readNBytes(ContentSniffer.HEAD_BYTES);
        Format format = formatOf(head, declared);
        return new StudyStream(format, new SequenceInputStream(new ByteArrayInputStream(head), study));
    }

    private static Format formatOf(byte[] head, DeclaredType declared) {
        if (head.length == 0) {
            throw new CodedException(ErrorCode.UPLOAD_EMPTY);
        }
        Format format = ContentSniffer.sniff(head).orElseThrow(() -> new CodedException(ErrorCode.NOT_AN_ARCHIVE));
        if (!declared.allows(format)) {
            throw new CodedException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is not of the media type that it names.");
        }
        return format;
    }
}
