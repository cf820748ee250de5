package org.lungburden.worker.lease;

/** The pipeline's listener throws this to end the work; the watch holds the reason. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException(StopReason reason) {
        super("The attempt stops: " + reason, null, false, false);
    }
}
