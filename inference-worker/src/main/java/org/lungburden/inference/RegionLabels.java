package org.lungburden.inference;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.preprocess.LungRegion;

/** The labels of a grid, of which the network answers a region target by target; the rest is background. */
final class RegionLabels {
    private final float[][] probability;
    private final LungRegion region;
    private final int columns;
    private final int rows;
    private int done;

    RegionLabels(NetworkGrid grid, LungRegion region) {
        this.columns = grid.columns();
        this.rows = grid.rows();
        this.region = region;
        this.probability = new float[grid.slices()][SoftLabels.LABELS * rows * columns];
        for (float[] slice : probability) {
            Arrays.fill(slice, 0, rows * columns, 1);
        }
    }

    /** How many targets have come. */
    int done() {
        return done;
    }

    /** @param answer of the next targets, {@code [targets, label, rows, columns]} of the region's box */
    void add(FloatBuffer answer) {
        PixelBox box = region.box();
        while (answer.hasRemaining()) {
            float[] slice = probability[region.first() + done];
            for (int label = 0; label < SoftLabels.LABELS; label++) {
                for (int y = box.j0(); y < box.j1(); y++) {
                    answer.get(slice, (label * rows + y) * columns + box.i0(), box.columns());
                }
            }
            done++;
        }
    }

    SoftLabels all() {
        return new SoftLabels(probability, columns, rows);
    }
}
