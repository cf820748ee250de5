package org.lungburden.measure;

/** The patient's side. */
public enum Side {
    RIGHT(1),
    LEFT(2);

    private final int code;

    Side(int code) {
        this.code = code;
    }

    /** The value of {@code sides} for this side. */
    int code() {
        return code;
    }
}
