package org.lungburden.geometry;

/**
 * Probability of each label on a {@link NetworkGrid}, of which a part is kept; everything beyond it is background.
 *
 * @param probability {@code [slice - first][label * part rows * part columns + (y - j0) * part columns + x - i0]}, labels
 *     0 to 3, each pixel summing to 1
 * @param columns of the grid
 * @param rows of the grid
 * @param slices of the grid
 * @param first slice of the part
 * @param part in the plane of the grid
 */
public record SoftLabels(float[][] probability, int columns, int rows, int slices, int first, PixelBox part) {
    /** Background, lung, ground-glass opacity, high opacity. */
    public static final int LABELS = 4;

    public SoftLabels {
        Slices.check(probability.length, part.columns(), part.rows(), k -> probability[k].length / LABELS);
        if (first < 0 || first + probability.length > slices || part.i1() > columns || part.j1() > rows) {
            throw new IllegalArgumentException("the part leaves the grid");
        }
    }

    /** Of the whole grid. */
    public SoftLabels(float[][] probability, int columns, int rows) {
        this(probability, columns, rows, probability.length, 0, new PixelBox(0, columns, 0, rows));
    }

    /** Whether a slice lies in the part. */
    public boolean holds(int slice) {
        return slice >= first && slice < first + probability.length;
    }

    /** Of a pixel of the part. */
    public float background(int slice, int x, int y) {
        return probability[slice - first][(y - part.j0()) * part.columns() + x - part.i0()];
    }
}
