package org.lungburden.api.archviolations.second;

/** One half of a cycle. */
public final class Knot {
    private Knot() {}

    public static void call() {
        org.lungburden.api.archviolations.first.Knot.call();
    }
}
