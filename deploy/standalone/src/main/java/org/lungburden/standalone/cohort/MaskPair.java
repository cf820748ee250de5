package org.lungburden.standalone.cohort;

import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.statistics.Confusion;

/**
 * Two masks on one grid.
 *
 * @param voxelMl volume of a voxel
 */
record MaskPair(Confusion confusion, double voxelMl) {
    private static final int LABELS = 4;
    /** Of the smallest edge of a voxel: affines that other tools wrote again differ by less. */
    private static final double TOLERANCE = 0.1;

    /**
     * Compares masks in the canonical orientation.
     *
     * @throws NotComparedException when the grids differ
     */
    static MaskPair of(LabelVolume own, LabelVolume reference) {
        String fault = difference(own, reference);
        if (fault != null) {
            throw new NotComparedException(NotCompared.GRID_DIFFERS, fault);
        }
        Confusion confusion = new Confusion(LABELS);
        for (int k = 0; k < own.slices(); k++) {
            byte[] ofOwn = own.labels()[k];
            byte[] ofReference = reference.labels()[k];
            for (int n = 0; n < ofOwn.length; n++) {
                confusion.add(ofReference[n], ofOwn[n]);
            }
        }
        return new MaskPair(confusion, own.affine().voxelMl());
    }

    private static @Nullable String difference(LabelVolume own, LabelVolume reference) {
        if (own.columns() != reference.columns()
                || own.rows() != reference.rows()
                || own.slices() != reference.slices()) {
            return "the reference has " + shape(reference) + " voxels, the result " + shape(own);
        }
        double furthest = 0;
        for (int corner = 0; corner < 8; corner++) {
            double i = (corner & 1) * (own.columns() - 1.0);
            double j = (corner >> 1 & 1) * (own.rows() - 1.0);
            double k = (corner >> 2) * (own.slices() - 1.0);
            furthest = Math.max(furthest, distance(own.affine(), reference.affine(), i, j, k));
        }
        double[] spacing = own.affine().spacingMm();
        double least = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
        return furthest <= TOLERANCE * least
                ? null
                : String.format(java.util.Locale.ROOT, "the reference lies %.2f mm beside the result", furthest);
    }

    private static double distance(Affine first, Affine second, double i, double j, double k) {
        double[] a = first.apply(i, j, k);
        double[] b = second.apply(i, j, k);
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    private static String shape(LabelVolume volume) {
        return volume.columns() + " x " + volume.rows() + " x " + volume.slices();
    }

    /** Of the result's mask, in the unit of the measure; NaN never, 0 where there is no lung. */
    double own(Measure measure) {
        return measure.isPercent()
                ? percent(confusion.mask(Measure.OPACITY.labels()), confusion.mask(Measure.LUNG.labels()))
                : voxelMl * confusion.mask(measure.labels());
    }

    /** Of the reader's mask. */
    double reference(Measure measure) {
        return measure.isPercent()
                ? percent(confusion.reference(Measure.OPACITY.labels()), confusion.reference(Measure.LUNG.labels()))
                : voxelMl * confusion.reference(measure.labels());
    }

    /** Whether the reader outlined lung, and not lesions alone. */
    boolean outlinesLung() {
        return confusion.reference(Measure.LUNG.labels()) > confusion.reference(Measure.OPACITY.labels());
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
