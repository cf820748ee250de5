package org.lungburden.postprocess;

import java.util.Optional;
import org.lungburden.geometry.Components;

/**
 * Two components that count as right and left lung: the largest component, and the largest of those far enough from it
 * along i.
 *
 * @param voxels of each component
 * @param meanI centroid of each component along i
 */
record LungPair(int right, int left, long[] voxels, double[] meanI) {
    /**
     * @param apart least distance of the two centroids along i, in voxels
     * @param leastShare least size of the smaller component, as a share of the larger component
     */
    static Optional<LungPair> of(Components parts, double apart, double leastShare) {
        int largest = parts.largest();
        if (largest < 0) {
            return Optional.empty();
        }
        long[] voxels = parts.voxels();
        double[] meanI = meanI(parts, voxels);
        int other = -1;
        for (int part = 0; part < voxels.length; part++) {
            boolean far = Math.abs(meanI[part] - meanI[largest]) >= apart;
            boolean largeEnough = voxels[part] >= leastShare * voxels[largest];
            if (part != largest && far && largeEnough && (other < 0 || voxels[part] > voxels[other])) {
                other = part;
            }
        }
        if (other < 0) {
            return Optional.empty();
        }
        boolean largestIsRight = meanI[largest] < meanI[other];
        return Optional.of(
                new LungPair(largestIsRight ? largest : other, largestIsRight ? other : largest, voxels, meanI));
    }

    static double[] meanI(Components parts, long[] voxels) {
        double[] sum = new double[parts.count()];
        parts.forEachRun((part, k, j, i0, i1) -> sum[part] += 0.5 * (i1 - i0) * (i0 + i1 - 1.0));
        for (int part = 0; part < sum.length; part++) {
            sum[part] /= voxels[part];
        }
        return sum;
    }

    /** 1 or 2 for the two lungs, 0 for any other component. */
    byte coreSide(int part) {
        return part == right ? LungSides.RIGHT : part == left ? LungSides.LEFT : LungSides.NONE;
    }

    /** Side 1 or 2 of the lung whose centroid along i is nearer. */
    byte nearerSide(int part) {
        byte core = coreSide(part);
        if (core != LungSides.NONE) {
            return core;
        }
        double toRight = Math.abs(meanI[part] - meanI[right]);
        double toLeft = Math.abs(meanI[part] - meanI[left]);
        return toRight <= toLeft ? LungSides.RIGHT : LungSides.LEFT;
    }

    /** Whether the two centroids lie on either side of {@code middleI}. */
    boolean straddles(double middleI) {
        return meanI[right] < middleI && meanI[left] > middleI;
    }
}
