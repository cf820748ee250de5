package org.lungburden.api.upload.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload.Format;

/** A study that arrives. Its first bytes determine its format. */
public record StudyStream(Format format, InputStream bytes) {
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

    private static Format formatOf(byte[] head, DeclaredType declared) {
        Format format = ContentSniffer.require(head);
        if (!declared.allows(format)) {
            throw new CodedException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The body is not of the media type that it names. Send it as application/octet-stream.");
        }
        return format;
    }
}
