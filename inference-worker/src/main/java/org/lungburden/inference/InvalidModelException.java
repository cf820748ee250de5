package org.lungburden.inference;

/** The model directory cannot be used; the process must not start with it. */
public final class InvalidModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidModelException(String message) {
        super(message);
    }

    InvalidModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
