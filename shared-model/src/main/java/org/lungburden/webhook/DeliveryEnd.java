package org.lungburden.webhook;

/** Why a delivery failed for good. The names are part of the contract. */
public enum DeliveryEnd {
    /** The receiver answered 410: it wants no more. */
    GONE,
    /** Attempts went on for as long as they may. */
    TIME_OVER
}
