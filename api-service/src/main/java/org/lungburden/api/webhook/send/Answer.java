package org.lungburden.api.webhook.send;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lungburden.webhook.Tried;

/**
 * What a receiver answered, or why it did not.
 *
 * @param retryAfter how long it asked to wait; zero when it did not
 */
record Answer(Tried tried, Duration retryAfter) {
    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int GONE = 410;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;

    boolean good() {
        Integer status = tried.httpStatus();
        return status != null && status >= OK && status < REDIRECT;
    }

    boolean gone() {
        return is(GONE);
    }

    /** Whether the receiver works, though it may refuse this message. */
    boolean alive() {
        Integer status = tried.httpStatus();
        return status != null && status < SERVER_FAULT && !is(TOO_MANY) && !is(REQUEST_TIMEOUT);
    }

    private boolean is(int status) {
        @Nullable Integer mine = tried.httpStatus();
        return mine != null && mine == status;
    }
}
