package org.lungburden.phantom;

/** Blurs with the weights 1 2 1 along both axes of a slice; at the edge the outermost pixel is repeated. */
final class Blur {
    private Blur() {}

    static double[] of(double[] slice, int columns, int rows) {
        double[] across = new double[slice.length];
        for (int j = 0; j < rows; j++) {
            for (int i = 0; i < columns; i++) {
                int n = j * columns + i;
                double before = slice[i == 0 ? n : n - 1];
                double after = slice[i == columns - 1 ? n : n + 1];
                across[n] = (before + 2 * slice[n] + after) / 4;
            }
        }
        double[] both = new double[slice.length];
        for (int n = 0; n < both.length; n++) {
            double before = across[n < columns ? n : n - columns];
            double after = across[n >= both.length - columns ? n : n + columns];
            both[n] = (before + 2 * across[n] + after) / 4;
        }
        return both;
    }
}
