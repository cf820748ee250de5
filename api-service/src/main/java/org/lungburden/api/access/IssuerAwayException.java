package org.lungburden.api.access;

import java.io.Serial;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** The issuer does not answer, or not as the issuer that the operator has set. Neither is the fault of the user. */
final class IssuerAwayException extends CodedException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String DETAIL =
            "Nobody can sign in at the issuer at the moment. Try again in a moment, or sign in with a key.";

    private final String reason;

    /** @param reason for the operator, after "the issuer"; no client sees it */
    IssuerAwayException(String reason) {
        super(ErrorCode.UNAVAILABLE, DETAIL);
        this.reason = reason;
    }

    IssuerAwayException(String reason, Throwable cause) {
        super(ErrorCode.UNAVAILABLE, DETAIL, cause);
        this.reason = reason + " (" + cause.getMessage() + ")";
    }

    String reason() {
        return reason;
    }
}
