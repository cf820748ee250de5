package org.lungburden.inference;

/** The number format in which the network computes. The last step, the log-probabilities, always uses float32. */
public enum Precision {
    /** {@link #FLOAT32}. */
    AUTO,
    FLOAT32,
    /** Needs a GPU and a model that has a half form. */
    FLOAT16
}
