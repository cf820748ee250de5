package org.lungburden.inference;

import java.nio.FloatBuffer;

/**
 * One forward pass of the network on one device. Calls do not overlap. What the engine throws comes out as it is;
 * {@link EngineFault} tells what it means.
 */
interface SlabRunner extends AutoCloseable {
    /**
     * @param input {@code [inputSlices, 1, rows, columns]} from position 0 to the limit, direct, in native order
     * @return probabilities {@code [targets, label, rows, columns]} from position 0, which outlive the call
     */
    FloatBuffer run(FloatBuffer input, Slab slab);

    /** Gives memory that the engine keeps for later back to the device. */
    void freeCache();

    @Override
    void close();
}
