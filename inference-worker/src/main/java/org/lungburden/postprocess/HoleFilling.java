package org.lungburden.postprocess;

import java.util.Arrays;
import org.lungburden.geometry.Components;
import org.lungburden.geometry.LabelVolume;

/**
 * Fills holes in the union of lung and lesions. Such holes are vessels and dense spots that the network left out.
 *
 * <p>In the volume, a hole is background of up to 20 mL that does not reach the volume's border. In each axial slice, a
 * hole is background of up to 2 cm² that lung encloses; this includes vessels that lead to the hilum. The limits keep
 * the mediastinum out where the lungs touch in front of the mediastinum and behind. Seven scans with outlines by a
 * human reader confirm the limits. There, larger holes of a slice were heart, great vessels and hilum (up to 60 mL in a
 * scan). Smaller holes held less than 0.4 % of the lung. A hole takes the most frequent label of its rim within its
 * slices; on a tie the lowest label wins. A vessel in a consolidation thus belongs to the consolidation.
 */
final class HoleFilling {
    private static final double LARGEST_ML = 20;
    private static final double LARGEST_CM2 = 2;
    private static final int LABELS = 4;

    private final byte[][] labels;
    private final int columns;
    private final int rows;

    private HoleFilling(byte[][] labels, int columns, int rows) {
        this.labels = labels;
        this.columns = columns;
        this.rows = rows;
    }

    /** Changes {@code labels}, which has the grid of {@code grid}. */
    static void apply(byte[][] labels, LabelVolume grid) {
        HoleFilling filling = new HoleFilling(labels, grid.columns(), grid.rows());
        double[] spacingMm = grid.affine().spacingMm();
        filling.fill(Components.Neighbors.SPACE_6, LARGEST_ML / grid.affine().voxelMl());
        filling.fill(Components.Neighbors.PLANE_4, 100 * LARGEST_CM2 / (spacingMm[0] * spacingMm[1]));
    }

    private void fill(Components.Neighbors neighbors, double largestVoxels) {
        Components gaps = Components.of(labels, columns, rows, Components.BACKGROUND, neighbors);
        boolean[] open = new boolean[gaps.count()];
        long[] voxels = gaps.voxels();
        int lastSlice = neighbors == Components.Neighbors.PLANE_4 ? -1 : labels.length - 1;
        gaps.forEachRun((gap, k, j, i0, i1) -> open[gap] |= i0 == 0
                || i1 == columns
                || j == 0
                || j == rows - 1
                || lastSlice >= 0 && (k == 0 || k == lastSlice)
                || voxels[gap] > largestVoxels);
        long[] rim = rims(gaps, open);
        gaps.forEachRun((gap, k, j, i0, i1) -> {
            if (!open[gap]) {
                Arrays.fill(labels[k], j * columns + i0, j * columns + i1, most(rim, gap));
            }
        });
    }

    /** How often each label stands next to each closed gap, at {@code gap * LABELS + label}. */
    private long[] rims(Components gaps, boolean[] open) {
        long[] rim = new long[gaps.count() * LABELS];
        gaps.forEachRun((gap, k, j, i0, i1) -> {
            if (!open[gap]) {
                int start = j * columns;
                rim[gap * LABELS + labels[k][start + i0 - 1]]++;
                rim[gap * LABELS + labels[k][start + i1]]++;
                for (int i = i0; i < i1; i++) {
                    rim[gap * LABELS + labels[k][start + i - columns]]++;
                    rim[gap * LABELS + labels[k][start + i + columns]]++;
                }
            }
        });
        return rim;
    }

    private static byte most(long[] rim, int gap) {
        byte best = 1;
        for (byte label = 2; label < LABELS; label++) {
            if (rim[gap * LABELS + label] > rim[gap * LABELS + best]) {
                best = label;
            }
        }
        return best;
    }
}
