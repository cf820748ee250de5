package org.lungburden.testing.archviolations.first;

/** One half of a circle of packages. */
public final class Knot {
    private Knot() {}

    public static void call() {
        org.lungburden.testing.archviolations.second.Knot.call();
    }
}
