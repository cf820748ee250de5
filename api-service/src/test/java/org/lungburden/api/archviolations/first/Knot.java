package org.lungburden.api.archviolations.first;

/** One half of a cycle. */
public final class Knot {
    private Knot() {}

    public static void call() {
        org.lungburden.api.archviolations.second.Knot.call();
    }
}
