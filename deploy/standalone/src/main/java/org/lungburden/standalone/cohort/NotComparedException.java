package org.lungburden.standalone.cohort;

/** A study cannot be compared with its reference; the others can. */
final class NotComparedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final NotCompared why;

    NotComparedException(NotCompared why, String detail) {
        super(detail);
        this.why = why;
    }

    NotCompared why() {
        return why;
    }
}
