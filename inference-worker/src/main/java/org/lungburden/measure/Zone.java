package org.lungburden.measure;

/** A third of one lung's own height. */
public enum Zone {
    RIGHT_UPPER(Side.RIGHT, 2),
    RIGHT_MIDDLE(Side.RIGHT, 1),
    RIGHT_LOWER(Side.RIGHT, 0),
    LEFT_UPPER(Side.LEFT, 2),
    LEFT_MIDDLE(Side.LEFT, 1),
    LEFT_LOWER(Side.LEFT, 0);

    private final Side side;
    private final int third;

    Zone(Side side, int third) {
        this.side = side;
        this.third = third;
    }

    public Side side() {
        return side;
    }

    /** 0 lower, 1 middle, 2 upper. */
    int third() {
        return third;
    }
}
