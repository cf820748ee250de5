package org.lungburden.worker.lease;

/** Thrown out of the pipeline's listener to end the work; the reason stands in the watch. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException(StopReason reason) {
        super("The attempt stops: " + reason, null, false, false);
    }
}
