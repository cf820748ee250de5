package org.lungburden.job;

/** The stages of an attempt, in order. */
public enum Stage {
    FETCHING,
    DECODING,
    PREPROCESSING,
    SEGMENTING,
    MEASURING,
    WRITING
}
