package org.lungburden.geometry;

/**
 * Probability of each label on a {@link NetworkGrid}.
 *
 * @param probability {@code [slice][label * rows * columns + y * columns + x]}, labels 0 to 3, each pixel summing to 1
 */
public record SoftLabels(float[][] probability, int columns, int rows) {
    /** Background, lung, ground-glass opacity, high opacity. */
    public static final int LABELS = 4;

    public SoftLabels {
        Slices.check(probability.length, columns, rows, k -> probability[k].length / LABELS);
    }

    public int slices() {
        return probability.length;
    }
}
