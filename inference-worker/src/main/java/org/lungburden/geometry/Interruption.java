package org.lungburden.geometry;

import java.util.concurrent.CancellationException;

/**
 * Ends work over many voxels early. Kernels ask once a slice, on whichever thread they do it: only the thread that
 * called them is interrupted, and a large volume takes seconds.
 */
public final class Interruption {
    private final Thread caller;

    private Interruption(Thread caller) {
        this.caller = caller;
    }

    /** Made on the thread whose interrupt is to end the work. */
    public static Interruption ofThisThread() {
        return new Interruption(Thread.currentThread());
    }

    /** @throws CancellationException when the thread is interrupted, which it stays */
    public void check() {
        if (caller.isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }
}
