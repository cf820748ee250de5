package org.lungburden.report;

import java.util.ArrayList;
import java.util.List;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;

/**
 * Chooses the slices that a sheet shows. The lungs' extent is divided into equal parts. Each part gives its slice with
 * the largest lesion, or its middle slice when the part has no lesion. Two successive slices are at least half a part
 * apart.
 */
final class SheetSlices {
    private final long[] lesionOfSlice;
    private final long[] lesionOfRow;
    private final long[] lungOfRow;
    private int firstK = Integer.MAX_VALUE;
    private int endK;
    private int i0 = Integer.MAX_VALUE;
    private int i1;
    private int j0 = Integer.MAX_VALUE;
    private int j1;

    /** Collects all counts in a single pass over the labels. */
    private SheetSlices(LabelVolume labels) {
        lesionOfSlice = new long[labels.slices()];
        lesionOfRow = new long[labels.rows()];
        lungOfRow = new long[labels.rows()];
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < labels.slices(); k++) {
            interruption.check();
            byte[] slice = labels.labels()[k];
            for (int n = 0; n < slice.length; n++) {
                if (slice[n] != 0) {
                    add(k, n / labels.columns(), n % labels.columns(), slice[n]);
                }
            }
        }
    }

    /** @throws IllegalArgumentException when there is no lung */
    static SheetSlices of(LabelVolume labels) {
        SheetSlices slices = new SheetSlices(labels);
        if (slices.endK == 0) {
            throw new IllegalArgumentException("there is no lung to show");
        }
        return slices;
    }

    private void add(int k, int j, int i, byte label) {
        firstK = Math.min(firstK, k);
        endK = k + 1;
        i0 = Math.min(i0, i);
        i1 = Math.max(i1, i + 1);
        j0 = Math.min(j0, j);
        j1 = Math.max(j1, j + 1);
        lungOfRow[j]++;
        if (label > 1) {
            lesionOfRow[j]++;
            lesionOfSlice[k]++;
        }
    }

    /** At most {@code count} indices k, from head to feet. */
    List<Integer> pick(int count) {
        int parts = Math.min(count, endK - firstK);
        List<Integer> picked = new ArrayList<>();
        for (int part = parts - 1; part >= 0; part--) {
            int from = firstK + part * (endK - firstK) / parts;
            int to = firstK + (part + 1) * (endK - firstK) / parts;
            int above = picked.isEmpty() ? Integer.MAX_VALUE : picked.get(picked.size() - 1);
            picked.add(worst(from, to, above - (to - from) / 2));
        }
        return picked;
    }

    /** @param last the highest index allowed */
    private int worst(int from, int to, int last) {
        int worst = Math.min((from + to - 1) / 2, last);
        for (int k = from; k < to && k <= last; k++) {
            if (lesionOfSlice[k] > lesionOfSlice[worst]) {
                worst = k;
            }
        }
        return worst;
    }

    /** The slice with the largest lesion, or the middle slice of the lungs when there is no lesion. */
    int worstK() {
        return worst(firstK, endK, endK);
    }

    /** The row with the most lung. */
    int widestJ() {
        return indexOfLargest(lungOfRow);
    }

    /** The row with the largest lesion, or with the most lung when there is no lesion. */
    int coronalJ() {
        int lesion = indexOfLargest(lesionOfRow);
        return lesionOfRow[lesion] > 0 ? lesion : indexOfLargest(lungOfRow);
    }

    private static int indexOfLargest(long[] values) {
        int largest = 0;
        for (int n = 1; n < values.length; n++) {
            if (values[n] > values[largest]) {
                largest = n;
            }
        }
        return largest;
    }

    /** The part of an axial plane that holds the lungs of all slices, with a margin. */
    PlanePicture.Field axialField(Plane plane, double marginMm) {
        return fieldAround(plane, j0, j1, marginMm);
    }

    /** The part of a coronal plane that holds the lungs of all rows, with a margin. */
    PlanePicture.Field coronalField(Plane plane, double marginMm) {
        return fieldAround(plane, plane.rows() - endK, plane.rows() - firstK, marginMm);
    }

    private PlanePicture.Field fieldAround(Plane plane, int row0, int row1, double marginMm) {
        int marginColumns = (int) Math.ceil(marginMm / plane.columnMm());
        int marginRows = (int) Math.ceil(marginMm / plane.rowMm());
        return new PlanePicture.Field(
                Math.max(0, i0 - marginColumns),
                Math.min(plane.columns(), i1 + marginColumns),
                Math.max(0, row0 - marginRows),
                Math.min(plane.rows(), row1 + marginRows));
    }
}
