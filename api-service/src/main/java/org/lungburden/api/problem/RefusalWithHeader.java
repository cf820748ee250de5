package org.lungburden.api.problem;

import java.io.Serial;
import java.time.Duration;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.http.HttpHeaders;

/** A refusal whose answer carries a header that tells what to do. */
public final class RefusalWithHeader extends CodedException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String header;
    private final String value;

    private RefusalWithHeader(ErrorCode code, String detail, String header, String value) {
        super(code, detail);
        this.header = header;
        this.value = value;
    }

    /** Tells the scheme of sign-in (RFC 9110, section 15.5.2). */
    public static RefusalWithHeader unauthenticated() {
        return unauthenticated(ErrorCode.UNAUTHENTICATED.sentence());
    }

    /** @param detail what to do where another key is not the way */
    public static RefusalWithHeader unauthenticated(String detail) {
        return new RefusalWithHeader(ErrorCode.UNAUTHENTICATED, detail, HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    /** Tells when to try again (RFC 6585, section 4). */
    public static RefusalWithHeader tooMany(Duration pause) {
        String seconds = Long.toString(pause.toSeconds());
        return new RefusalWithHeader(
                ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.sentence(), HttpHeaders.RETRY_AFTER, seconds);
    }

    HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(header, value);
        return headers;
    }
}
