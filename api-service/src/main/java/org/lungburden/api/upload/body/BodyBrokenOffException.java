package org.lungburden.api.upload.body;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.lungburden.error.Causes;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The client's body ended early, stalled or was malformed. This is the client's fault, unlike a failure of the store.
 */
public class BodyBrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyBrokenOffException(IOException cause) {
        super("the request's body broke off", cause);
    }

    /** Whether a broken body caused the failure, whatever layer has wrapped the exception. */
    static boolean causes(Throwable failure) {
        return Causes.include(failure, BodyBrokenOffException.class);
    }

    /** The answer to a failed upload: the client's fault when the body was broken, else the store's fault. */
    public static CodedException fault(IOException failure) {
        if (!causes(failure)) {
            return new CodedException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), failure);
        }
        return Causes.include(failure, SocketTimeoutException.class)
                ? new CodedException(ErrorCode.REQUEST_TIMEOUT, ErrorCode.REQUEST_TIMEOUT.sentence(), failure)
                : new CodedException(
                        ErrorCode.INVALID_REQUEST,
                        "The body ended early or is not well-formed. Send it again.",
                        failure);
    }
}
