package org.lungburden.geometry.archviolations;

/** Stands in for a class of a worker's package, which this module does not even have at hand. */
public final class StandIn {
    private StandIn() {}

    public static void call() {
        // Only the dependency matters.
    }
}
