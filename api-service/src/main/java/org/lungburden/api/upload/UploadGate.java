package org.lungburden.api.upload;

import jakarta.servlet.http.HttpServletRequest;
import org.lungburden.api.upload.body.DeclaredType;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.http.HttpHeaders;

/** Checks the headers of a post, and refuses a bad post before reading a byte of the body. */
public class UploadGate {
    /** Allowance for the bytes of a form that do not belong to its study. */
    private static final long FORM_ALLOWANCE_BYTES = 64 * 1024;

    private final UploadSettings settings;

    UploadGate(UploadSettings settings) {
        this.settings = settings;
    }

    public void check(HttpServletRequest request) {
        checkEncoding(request);
        checkLength(request);
    }

    private static void checkEncoding(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw new CodedException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The body must not carry a content encoding. Send the study as it is.");
        }
    }

    private void checkLength(HttpServletRequest request) {
        if (request.getContentLengthLong() > maxBodyBytes(request)) {
            throw new CodedException(ErrorCode.UPLOAD_TOO_LARGE);
        }
    }

    /** Largest body of a request, in any form of wrapping. */
    public long maxBodyBytes(HttpServletRequest request) {
        boolean form = DeclaredType.of(request.getContentType()) == DeclaredType.FORM;
        return settings.maxSize().toBytes() + (form ? FORM_ALLOWANCE_BYTES : 0);
    }
}
