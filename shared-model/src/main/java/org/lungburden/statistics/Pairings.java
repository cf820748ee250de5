package org.lungburden.statistics;

/** The distribution of a sum of products over all ways to pair two sides. */
final class Pairings {
    /** 362,880 pairings. */
    static final int MOST = 9;

    private static final double ROUNDING = 1e-9;

    private final double[] first;
    private final double least;
    private final double most;
    private long all;
    private long below;
    private long above;

    private Pairings(double[] first, double[] second) {
        this.first = first;
        double observed = 0;
        for (int n = 0; n < first.length; n++) {
            observed += first[n] * second[n];
        }
        least = observed - ROUNDING;
        most = observed + ROUNDING;
    }

    /**
     * Twice the smaller share of pairings whose sum is at most, or at least, that of the given pairing, as in
     * {@code scipy.stats.permutation_test}.
     */
    static double p(double[] first, double[] second) {
        Pairings pairings = new Pairings(first, second);
        pairings.permute(second.clone(), 0, 0);
        return Math.min(1, 2.0 * Math.min(pairings.below, pairings.above) / pairings.all);
    }

    private void permute(double[] second, int at, double sum) {
        if (at == second.length) {
            all++;
            below += sum <= most ? 1 : 0;
            above += sum >= least ? 1 : 0;
            return;
        }
        for (int n = at; n < second.length; n++) {
            swap(second, at, n);
            permute(second, at + 1, sum + first[at] * second[at]);
            swap(second, at, n);
        }
    }

    private static void swap(double[] values, int one, int other) {
        double kept = values[one];
        values[one] = values[other];
        values[other] = kept;
    }
}
