package org.lungburden.api.upload.body;

import java.io.IOException;
import java.io.InputStream;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The study is the part {@code study} of a form (RFC 7578). The service reads the form as it arrives and stores no part
 * on disk. A form with any other part is refused, because the service would otherwise ignore that part.
 */
public final class MultipartBody implements StudyBody {
    static final String PART = "study";

    /** Space for the longest file names of browsers, percent-encoded. */
    private static final int MAX_PART_HEADER_BYTES = 8192;

    private final MessageBody body;
    private @Nullable FileItemIterator parts;

    public MultipartBody(MessageBody body) {
        this.body = body;
    }

    @Override
    public InputStream open() throws IOException {
        FileUpload reader = new FileUpload();
        reader.setPartHeaderSizeMax(MAX_PART_HEADER_BYTES);
        try {
            FileItemIterator found = reader.getItemIterator(new FormContext(body));
            parts = found;
            if (!found.hasNext()) {
                throw new CodedException(
                        ErrorCode.INVALID_REQUEST,
                        "The form has no part named study. Send the file of the study as that part.");
            }
            FileItemStream part = found.next();
            if (!PART.equals(part.getFieldName())) {
                throw unexpectedPart();
            }
            return new RequestStream(part.openStream());
        } catch (IOException e) {
            throw new BodyBrokenOffException(e);
        }
    }

    @Override
    public void finish() throws IOException {
        try {
            if (parts != null && parts.hasNext()) {
                throw unexpectedPart();
            }
            body.end();
        } catch (IOException e) {
            throw new BodyBrokenOffException(e);
        }
    }

    private static CodedException unexpectedPart() {
        return new CodedException(
                ErrorCode.INVALID_REQUEST, "The form must hold one part, named study; labels belong in the query.");
    }

    /** The form, read through the body's counting stream. */
    private static final class FormContext extends ServletRequestContext {
        private final MessageBody body;

        FormContext(MessageBody body) {
            super(body.request());
            this.body = body;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return body.stream();
        }
    }
}
