package org.lungburden.dicom.pixel;

/** From differences to samples: each sample is predicted from those left of and above it (ITU-T T.81 H.1.2.1). */
final class LosslessPrediction {
    /** The predictor of the first row. */
    static final int LEFT = 1;

    private static final int MASK = 0xffff;

    private LosslessPrediction() {}

    /**
     * Replaces the differences of a row by its samples, modulo 2^16. The first one is predicted from above.
     *
     * @param predictor 1 to 7 (table H.1)
     * @param above samples of the row before, not changed
     */
    static void add(int predictor, int[] above, int[] row) {
        row[0] = row[0] + above[0] & MASK;
        switch (predictor) {
            case LEFT -> {
                int left = row[0];
                for (int x = 1; x < row.length; x++) {
                    left = left + row[x] & MASK;
                    row[x] = left;
                }
            }
            case 2 -> {
                for (int x = 1; x < row.length; x++) {
                    row[x] = row[x] + above[x] & MASK;
                }
            }
            case 3 -> {
                for (int x = 1; x < row.length; x++) {
                    row[x] = row[x] + above[x - 1] & MASK;
                }
            }
            default -> {
                for (int x = 1; x < row.length; x++) {
                    row[x] = row[x] + of(predictor, row[x - 1], above[x], above[x - 1]) & MASK;
                }
            }
        }
    }

    private static int of(int predictor, int left, int above, int leftAbove) {
        return switch (predictor) {
            case 4 -> left + above - leftAbove;
            case 5 -> left + (above - leftAbove >> 1);
            case 6 -> above + (left - leftAbove >> 1);
            default -> left + above >> 1;
        };
    }
}
