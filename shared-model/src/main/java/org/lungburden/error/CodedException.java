package org.lungburden.error;

import java.util.List;

/**
 * A failure with a stable code. Clients read the detail: apart from numbers, the detail must hold nothing from a file
 * or a request, and no patient data. The cause never reaches a client.
 */
public class CodedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String detail;

    public CodedException(ErrorCode code) {
        this(code, code.sentence());
    }

    public CodedException(ErrorCode code, String detail) {
        super(code + ": " + detail);
        this.code = code;
        this.detail = detail;
    }

    public CodedException(ErrorCode code, String detail, Throwable cause) {
        super(code + ": " + detail, cause);
        this.code = code;
        this.detail = detail;
    }

    public ErrorCode code() {
        return code;
    }

    /** The series of the upload that the client may choose; empty unless the series is the fault. */
    public List<SeriesOption> candidates() {
        return List.of();
    }

    /** A sentence that may be shown to the client. */
    public String detail() {
        return detail;
    }
}
