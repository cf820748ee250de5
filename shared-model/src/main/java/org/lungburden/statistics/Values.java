package org.lungburden.statistics;

/** Checks what callers hand over. */
final class Values {
    private Values() {}

    static void checkFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("statistics take finite numbers");
            }
        }
    }

    static void checkPairs(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException("pairs need as many first as second values");
        }
        checkFinite(first);
        checkFinite(second);
    }

    static double[] differences(double[] first, double[] second) {
        double[] differences = new double[first.length];
        for (int n = 0; n < first.length; n++) {
            differences[n] = first[n] - second[n];
        }
        return differences;
    }
}
