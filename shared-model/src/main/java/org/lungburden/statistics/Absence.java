package org.lungburden.statistics;

/** Why a figure cannot be computed. */
public enum Absence {
    /** Fewer values than the figure needs. */
    TOO_FEW("there are too few values"),
    /** Every pair has the same number twice. */
    NO_DIFFERENCE("all differences are zero"),
    /** All numbers of one side are equal, so that they have no order. */
    NO_ORDER("all values of one side are equal"),
    /** No voxel carries the label on either side. */
    NOT_PRESENT("neither mask holds the label");

    private final String sentence;

    Absence(String sentence) {
        this.sentence = sentence;
    }

    /** What follows "absent since". */
    public String sentence() {
        return sentence;
    }
}
