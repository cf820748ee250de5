package org.lungburden.api.problem;

import java.io.Serial;
import java.time.Duration;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** A refusal that ends by itself. */
public final class RetryLaterException extends CodedException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Duration after;

    /** @param after when the same request may succeed */
    public RetryLaterException(ErrorCode code, String detail, Duration after) {
        super(code, detail);
        this.after = after;
    }

    /** For {@code Retry-After}: whole seconds, at least one. */
    long seconds() {
        return Math.max(1, after.plusMillis(999).toSeconds());
    }
}
