package org.lungburden.inference;

import org.lungburden.geometry.PixelBox;

/**
 * The network on one device. Calls do not overlap. Exceptions of the engine pass through unchanged; {@link EngineFault}
 * interprets them.
 */
interface NetworkRunner extends AutoCloseable {
    /** Edges of a part of the grid are multiples of this; 0 when the network answers for the whole grid alone. */
    int partMultiple();

    /** Begins a scan. At most one is open at a time. */
    NetworkRun begin(PixelBox part);

    /** Returns memory to the device that the engine holds in its cache. */
    void freeCache();

    @Override
    void close();
}
