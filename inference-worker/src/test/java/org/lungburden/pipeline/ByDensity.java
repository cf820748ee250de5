package org.lungburden.pipeline;

import java.util.function.DoubleConsumer;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.phantom.BoxSegmenter;

/**
 * Stands for the network, whose answer also depends on each voxel's value and place alone: lung below -500 HU, ground
 * glass up to -250 HU, both in the inner part of the body's box.
 */
final class ByDensity implements Segmenter {
    private static final double INNER = 0.85;

    private final ModelCard card = BoxSegmenter.atOnce().card();

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
        int pixels = grid.rows() * grid.columns();
        float[][] soft = new float[grid.slices()][SoftLabels.LABELS * pixels];
        for (int slice = 0; slice < soft.length; slice++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                soft[slice][label(grid, slice, pixel) * pixels + pixel] = 1;
            }
        }
        return new SoftLabels(soft, grid.columns(), grid.rows());
    }

    private int label(NetworkGrid grid, int slice, int pixel) {
        double x = Math.abs(2.0 * (pixel % grid.columns()) / grid.columns() - 1);
        double y = Math.abs(2.0 * (pixel / grid.columns()) / grid.rows() - 1);
        double hu = card.lowHu() + grid.values()[slice][pixel] * (card.highHu() - card.lowHu());
        if (x * x + y * y > INNER * INNER || hu > -250) {
            return 0;
        }
        return hu < -500 ? 1 : 2;
    }

    @Override
    public void close() {}
}
