package org.lungburden.api.results;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Carries the file's size, which the answer must contain. */
class RangeNotSatisfiableException extends CodedException {
    private static final long serialVersionUID = 1L;

    private final long total;

    RangeNotSatisfiableException(long total) {
        super(ErrorCode.RANGE_NOT_SATISFIABLE);
        this.total = total;
    }

    /** Value of {@code Content-Range}. */
    String contentRange() {
        return "bytes */" + total;
    }
}
