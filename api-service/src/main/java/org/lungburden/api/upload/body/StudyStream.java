package org.lungburden.api.upload.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
        if (body instanceof RawBody && isForm(head)) {
            throw new CodedException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The body is a form, and this path takes the study alone; send the form to /v1/jobs/form.");
        }
        Format format = formatOf(head, declared);
        return new StudyStream(format, new SequenceInputStream(new ByteArrayInputStream(head), study));
    }

    /** A boundary and the header that each part of a form has (RFC 7578 4.2). */
    private static boolean isForm(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return start.startsWith("--") && start.contains("\r\ncontent-disposition: form-data");
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
