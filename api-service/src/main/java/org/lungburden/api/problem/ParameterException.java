package org.lungburden.api.problem;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** A query parameter or header that is invalid or that the call does not know. */
public class ParameterException extends CodedException {
    private static final long serialVersionUID = 1L;

    private final String parameter;

    /** @param detail a sentence for the client, without the parameter's value */
    public ParameterException(String parameter, String detail) {
        super(ErrorCode.INVALID_REQUEST, detail);
        this.parameter = parameter;
    }

    public ParameterException(String parameter, String detail, Throwable cause) {
        super(ErrorCode.INVALID_REQUEST, detail, cause);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
