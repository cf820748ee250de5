package org.lungburden.pipeline;

import java.util.function.DoubleConsumer;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;

/** The port to the network. A process has one segmenter; calls do not overlap. */
public interface Segmenter extends AutoCloseable {
    ModelCard card();

    /**
     * Whether the answers are lungs that the segmenter found in the scan. The pipeline then refuses what cannot be lungs.
     * False for segmenters that only stand in for a network.
     */
    default boolean findsLungs() {
        return true;
    }

    /**
     * @param progress called with 0 to 1 after each slab; an exception from this call ends the work
     * @throws SegmenterLostException in the call that loses the segmenter, and in every later call
     */
    SoftLabels segment(NetworkGrid grid, DoubleConsumer progress);

    @Override
    void close();
}
