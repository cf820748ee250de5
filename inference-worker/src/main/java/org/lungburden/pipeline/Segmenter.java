package org.lungburden.pipeline;

import java.util.function.DoubleConsumer;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;

/** The network's place in the pipeline. One per process; calls do not overlap. */
public interface Segmenter extends AutoCloseable {
    ModelCard card();

    /**
     * @param progress called with 0 to 1 after each slab; what it throws ends the work
     * @throws SegmenterLostException from then on, in every call
     */
    SoftLabels segment(NetworkGrid grid, DoubleConsumer progress);

    @Override
    void close();
}
