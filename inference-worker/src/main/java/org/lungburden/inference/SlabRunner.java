package org.lungburden.inference;

import java.nio.FloatBuffer;

/**
 * One forward pass of the network on one device. Calls do not overlap. Exceptions of the engine pass through unchanged;
 * {@link EngineFault} interprets them.
 */
interface SlabRunner extends AutoCloseable {
    /**
     * @param input {@code [inputSlices, 1, rows, columns]} from position 0 to the limit, direct, in native order
     * @return probabilities {@code [targets, label, rows, columns]} from position 0, which stay valid after the call
     */
    FloatBuffer run(FloatBuffer input, Slab slab);

    /** Returns memory to the device that the engine holds in its cache. */
    void freeCache();

    @Override
    void close();
}
