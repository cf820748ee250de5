package org.lungburden.geometry;

import java.util.concurrent.CancellationException;

/**
 * Ends work over many voxels early. Kernels ask once for each slice, because a large volume takes seconds. A kernel may
 * work on several threads, but an interrupt reaches only the thread that called the kernel; this class carries it to
 * the others.
 */
public final class Interruption {
    private final Thread caller;

    private Interruption(Thread caller) {
        this.caller = caller;
    }

    /** Call this on the thread whose interrupt must end the work. */
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
