package org.lungburden.api.upload.body;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.lungburden.error.Causes;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** The client's body ended early, stalled or was malformed: its fault, unlike a failure of the store. */
public class BodyBrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyBrokenOffException(IOException cause) {
        super("the request's body broke off", cause);
    }

    /** Whether it is the reason for a failure, whatever has wrapped it. */
    static boolean causes(Throwable failure) {
        return Causes.include(failure, BodyBrokenOffException.class);
    }

    /** What an upload that failed so is answered: the client's fault where it is, else the store's. */
    public static CodedException fault(IOException failure) {
        if (!causes(failure)) {
            return new CodedException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), failure);
        }
        return Causes.include(failure, SocketTimeoutException.class)
                ? new CodedException(ErrorCode.REQUEST_TIMEOUT, ErrorCode.REQUEST_TIMEOUT.sentence(), failure)
                : new CodedException(ErrorCode.INVALID_REQUEST, "The body ended early or is not well-formed.", failure);
    }
}
