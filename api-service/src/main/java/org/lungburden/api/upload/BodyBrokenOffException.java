package org.lungburden.api.upload;

import java.io.IOException;

/** The client's body ended early, stalled or was malformed: its fault, unlike a failure of the store. */
class BodyBrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyBrokenOffException(IOException cause) {
        super("the request's body broke off", cause);
    }

    /** Whether it is the reason for a failure, whatever has wrapped it. */
    static boolean causes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyBrokenOffException) {
                return true;
            }
        }
        return false;
    }
}
