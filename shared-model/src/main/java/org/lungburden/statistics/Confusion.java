package org.lungburden.statistics;

import java.util.Set;

/** Voxels by the label of the reference and the label of the mask, of two masks on one grid. */
public final class Confusion {
    private final long[][] voxels;

    /** @param labels how many labels there are; they count from 0 */
    public Confusion(int labels) {
        voxels = new long[labels][labels];
    }

    /** Counts one more voxel. */
    public void add(int reference, int mask) {
        voxels[reference][mask]++;
    }

    public void add(int reference, int mask, long count) {
        voxels[reference][mask] += count;
    }

    /** Voxels with this label in the reference and that label in the mask. */
    public long count(int reference, int mask) {
        return voxels[reference][mask];
    }

    /** How many labels there are. */
    public int labels() {
        return voxels.length;
    }

    /** Voxels that carry one of the labels in the reference. */
    public long reference(Set<Integer> labels) {
        long sum = 0;
        for (int label : labels) {
            for (long count : voxels[label]) {
                sum += count;
            }
        }
        return sum;
    }

    /** Voxels that carry one of the labels in the mask. */
    public long mask(Set<Integer> labels) {
        long sum = 0;
        for (long[] row : voxels) {
            for (int label : labels) {
                sum += row[label];
            }
        }
        return sum;
    }

    /**
     * Twice the voxels that carry one of the labels on both sides, by the sum of those on each side: 0 to 1 (Dice 1945,
     * doi 10.2307/1932409).
     *
     * @param labels taken as one
     * @return absent where neither side has a label
     */
    public Figure<Double> dice(Set<Integer> labels) {
        long both = 0;
        for (int reference : labels) {
            for (int mask : labels) {
                both += voxels[reference][mask];
            }
        }
        long sum = reference(labels) + mask(labels);
        return sum == 0 ? Figure.absent(Absence.NOT_PRESENT) : Figure.of(2.0 * both / sum);
    }
}
