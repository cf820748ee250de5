package org.lungburden.phantom;

import java.util.function.DoubleConsumer;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.pipeline.Segmenter;

/** Computes nothing and returns two boxes as lungs, so that a benchmark measures all stages except the network. */
public final class NoOpSegmenter implements Segmenter {
    @Override
    public ModelCard card() {
        return SegmenterCards.named("none");
    }

    @Override
    public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
        progress.accept(1);
        return BoxLungs.of(grid);
    }

    @Override
    public void close() {}
}
