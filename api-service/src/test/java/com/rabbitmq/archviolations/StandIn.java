package com.rabbitmq.archviolations;

/** Stands in for a class of the broker's client, which this module does not even have at hand. */
public final class StandIn {
    private StandIn() {}

    public static void call() {
        // Only the dependency matters.
    }
}
