package org.lungburden.phantom;

import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.pipeline.Segmenter;

/**
 * Answers with the truth of the phantom at the grid's place, whatever the scan shows. The label probabilities of a grid
 * cell are the shares of the true labels in the cell. These come from 2 x 2 x 4 points spread evenly over the cell (4
 * along the slices), or from four corners where these agree.
 */
public final class PhantomSegmenter implements Segmenter {
    private static final int IN_PLANE = 2;
    private static final int ALONG = 4;
    private static final int POINTS = IN_PLANE * IN_PLANE * ALONG;
    private static final float SHARE = 1f / POINTS;
    /** Four of the points, at corners of the cell of which no two share an edge. */
    private static final int[] CORNERS = {0, 3, 13, 14};

    private final PhantomChest chest = new PhantomChest();

    @Override
    public ModelCard card() {
        return SegmenterCards.named("phantom");
    }

    @Override
    public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
        float[][] probability = new float[grid.slices()][];
        for (int slice = 0; slice < grid.slices(); slice++) {
            probability[slice] = slice(grid, slice);
            progress.accept((slice + 1.0) / grid.slices());
        }
        return new SoftLabels(probability, grid.columns(), grid.rows());
    }

    private float[] slice(NetworkGrid grid, int slice) {
        int pixels = grid.rows() * grid.columns();
        float[] probability = new float[SoftLabels.LABELS * pixels];
        IntStream.range(0, grid.rows()).parallel().forEach(y -> {
            for (int x = 0; x < grid.columns(); x++) {
                addShares(grid.affine(), x, y, slice, probability, y * grid.columns() + x, pixels);
            }
        });
        return probability;
    }

    private void addShares(Affine affine, int x, int y, int slice, float[] probability, int pixel, int pixels) {
        int label = labelAt(affine, x, y, slice, CORNERS[0]);
        if (label == labelAt(affine, x, y, slice, CORNERS[1])
                && label == labelAt(affine, x, y, slice, CORNERS[2])
                && label == labelAt(affine, x, y, slice, CORNERS[3])) {
            probability[label * pixels + pixel] = 1;
            return;
        }
        for (int n = 0; n < POINTS; n++) {
            probability[labelAt(affine, x, y, slice, n) * pixels + pixel] += SHARE;
        }
    }

    private int labelAt(Affine affine, int x, int y, int slice, int n) {
        double dx = offset(n % IN_PLANE, IN_PLANE);
        double dy = offset(n / IN_PLANE % IN_PLANE, IN_PLANE);
        double ds = offset(n / (IN_PLANE * IN_PLANE), ALONG);
        double[] point = affine.apply(x + dx, y + dy, slice + ds);
        return chest.labelAt(point[0], point[1], point[2]);
    }

    private static double offset(int n, int count) {
        return (n + 0.5) / count - 0.5;
    }

    @Override
    public void close() {}
}
