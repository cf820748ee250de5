package org.lungburden.inference;

import java.nio.FloatBuffer;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.preprocess.LungRegion;

/** The labels of a region of a grid, which the network answers target by target. */
final class RegionLabels {
    private final float[][] probability;
    private final NetworkGrid grid;
    private final LungRegion region;
    private int done;

    RegionLabels(NetworkGrid grid, LungRegion region) {
        this.grid = grid;
        this.region = region;
        int pixels = region.box().rows() * region.box().columns();
        this.probability = new float[region.slices()][SoftLabels.LABELS * pixels];
    }

    /** How many targets have come. */
    int done() {
        return done;
    }

    /** @param answer of the next targets, {@code [targets, label, rows, columns]} of the region's box */
    void add(FloatBuffer answer) {
        while (answer.hasRemaining()) {
            answer.get(probability[done++]);
        }
    }

    SoftLabels all() {
        return new SoftLabels(probability, grid.columns(), grid.rows(), grid.slices(), region.first(), region.box());
    }
}
