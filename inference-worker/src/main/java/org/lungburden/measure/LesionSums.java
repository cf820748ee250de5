package org.lungburden.measure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Components;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/** Sums over the voxels of each body of opacity. */
final class LesionSums {
    private final LabelVolume labels;
    private final Volume scan;
    private final long[] voxels;
    private final long[] right;
    private final double[] sumHu;
    private final double[] sumI;
    private final double[] sumJ;
    private final double[] sumK;
    private final boolean[] pleural;

    LesionSums(Components bodies, LabelVolume labels, Volume scan, byte[][] sides) {
        this.labels = labels;
        this.scan = scan;
        int count = bodies.count();
        voxels = bodies.voxels();
        right = new long[count];
        sumHu = new double[count];
        sumI = new double[count];
        sumJ = new double[count];
        sumK = new double[count];
        pleural = new boolean[count];
        bodies.forEachRun((body, k, j, i0, i1) -> {
            sumJ[body] += (double) j * (i1 - i0);
            sumK[body] += (double) k * (i1 - i0);
            for (int i = i0; i < i1; i++) {
                int n = j * labels.columns() + i;
                sumI[body] += i;
                sumHu[body] += scan.hu()[k][n];
                right[body] += sides[k][n] == Side.RIGHT.code() ? 1 : 0;
                pleural[body] |= touchesOutside(k, j, i);
            }
        });
    }

    private boolean touchesOutside(int k, int j, int i) {
        return isOutside(k - 1, j, i)
                || isOutside(k + 1, j, i)
                || isOutside(k, j - 1, i)
                || isOutside(k, j + 1, i)
                || isOutside(k, j, i - 1)
                || isOutside(k, j, i + 1);
    }

    /** Beyond the edge of the scan nothing is known, hence it is not taken for the outside of the lung. */
    private boolean isOutside(int k, int j, int i) {
        boolean within = k >= 0 && k < labels.slices() && j >= 0 && j < labels.rows() && i >= 0 && i < labels.columns();
        return within && labels.labels()[k][j * labels.columns() + i] == 0;
    }

    /** The largest bodies, in no certain order. */
    List<Lesion> lesions(int label, Zones zones) {
        return IntStream.range(0, voxels.length)
                .boxed()
                .sorted(Comparator.comparingLong(body -> -voxels[body]))
                .limit(Lesions.MOST_LISTED)
                .map(body -> lesion(body, label, zones))
                .toList();
    }

    private Lesion lesion(int body, int label, Zones zones) {
        double size = voxels[body];
        Affine affine = scan.affine();
        double[] ras = affine.apply(sumI[body] / size, sumJ[body] / size, sumK[body] / size);
        Side side = 2 * right[body] >= voxels[body] ? Side.RIGHT : Side.LEFT;
        int slice = (int) Math.rint(sumK[body] / size);
        return new Lesion(
                label,
                voxels[body] * affine.voxelMl(),
                sumHu[body] / size,
                new double[] {-ras[0], -ras[1], ras[2]},
                side,
                zones.at(side, slice),
                pleural[body]);
    }
}
