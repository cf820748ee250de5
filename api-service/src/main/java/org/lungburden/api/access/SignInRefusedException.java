package org.lungburden.api.access;

import java.io.Serial;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.http.HttpHeaders;

/** No session begins; the answer carries a header that tells what to do. */
final class SignInRefusedException extends CodedException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String header;
    private final String value;

    private SignInRefusedException(ErrorCode code, String header, String value) {
        super(code);
        this.header = header;
        this.value = value;
    }

    /** Tells the scheme of sign-in (RFC 9110, section 15.5.2). */
    static SignInRefusedException wrongKey() {
        return new SignInRefusedException(ErrorCode.UNAUTHENTICATED, HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    /** Tells when to try again (RFC 6585, section 4). */
    static SignInRefusedException tooManyWrongKeys() {
        return new SignInRefusedException(
                ErrorCode.RATE_LIMITED, HttpHeaders.RETRY_AFTER, Long.toString(WrongKeys.WINDOW.toSeconds()));
    }

    String header() {
        return header;
    }

    String value() {
        return value;
    }
}
