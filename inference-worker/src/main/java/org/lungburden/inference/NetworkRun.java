package org.lungburden.inference;

import java.nio.FloatBuffer;

/**
 * One scan on its way through the network, slice after slice. A target is answered when the neighbors above it have
 * come; beyond the scan's ends the end slice is its own neighbor. A call that fails changes nothing and may be made
 * again with fewer slices.
 */
interface NetworkRun extends AutoCloseable {
    /**
     * Hands over the next slices of the scan.
     *
     * @param slices {@code [count, 1, rows, columns]} from position 0 to the limit, direct, in native order
     * @return probabilities {@code [targets, label, rows, columns]} of the part, from position 0 to the limit, of the
     *     targets that are now answered; they stay valid after the call
     */
    FloatBuffer next(FloatBuffer slices, int count);

    /** Says that the scan has ended, and answers the last targets. */
    FloatBuffer end();

    @Override
    void close();
}
