package org.lungburden.webhook;

/** How far a delivery is. The names are part of the contract. */
public enum DeliveryState {
    /** Waits for its first or next attempt, for an earlier event of its job, or for the answer to an attempt. */
    PENDING,
    /** The receiver answered with 2xx. */
    DELIVERED,
    /** No attempt follows; somebody may ask for another. */
    FAILED
}
