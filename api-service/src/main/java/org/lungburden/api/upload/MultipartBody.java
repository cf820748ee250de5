package org.lungburden.api.upload;

import jakarta.servlet.http.HttpServletRequest;
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
 * The study is the part {@code study} of a form (RFC 7578), read as it arrives: nothing is spooled. The form holds
 * nothing else; a part that would be ignored is refused.
 */
final class MultipartBody implements StudyBody {
    static final String PART = "study";

    /** Room for the longest file names of browsers, percent-encoded. */
    private static final int MAX_PART_HEADER_BYTES = 8192;

    private final HttpServletRequest request;
    private @Nullable FileItemIterator parts;

    MultipartBody(HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public InputStream open() throws IOException {
        FileUpload reader = new FileUpload();
        reader.setPartHeaderSizeMax(MAX_PART_HEADER_BYTES);
        try {
            FileItemIterator found = reader.getItemIterator(new ServletRequestContext(request));
            parts = found;
            if (!found.hasNext()) {
                throw new CodedException(ErrorCode.INVALID_REQUEST, "The form has no part named study.");
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
        } catch (IOException e) {
            throw new BodyBrokenOffException(e);
        }
    }

    private static CodedException unexpectedPart() {
        return new CodedException(
                ErrorCode.INVALID_REQUEST, "The form must hold one part, named study; labels belong in the query.");
    }
}
