package org.lungburden.inference;

/** What the network computes with. Log-probabilities are computed in float32 whatever it is. */
public enum Precision {
    /** {@link #FLOAT32}. */
    AUTO,
    FLOAT32,
    /** Needs a GPU and a model that has a half form. */
    FLOAT16
}
