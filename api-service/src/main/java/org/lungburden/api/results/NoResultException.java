package org.lungburden.api.results;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** The job has no result. The answer is 409, whatever status the code has elsewhere. */
class NoResultException extends CodedException {
    private static final long serialVersionUID = 1L;

    NoResultException(ErrorCode code, String detail) {
        super(code, detail);
    }
}
