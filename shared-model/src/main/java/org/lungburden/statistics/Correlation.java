package org.lungburden.statistics;

import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Correlation of pairs. Spearman's rho is Pearson's r of the ranks, equal values with their mean rank.
 *
 * @param coefficient -1 to 1
 * @param p of both sides for no correlation
 * @param method of rho exact for up to nine pairs; else by t = r sqrt((n - 2) / (1 - r^2)) with n - 2 degrees of freedom,
 *     as in {@code scipy.stats.spearmanr} and {@code pearsonr}. Of five pairs in one order t would make p 0, where one of
 *     120 orders is that one
 */
public record Correlation(int n, double coefficient, double p, Method method) {
    /** With two pairs every correlation is perfect. */
    private static final int LEAST_PAIRS = 3;

    public static Figure<Correlation> spearman(double[] first, double[] second) {
        Values.checkPairs(first, second);
        if (first.length < LEAST_PAIRS) {
            return Figure.absent(Absence.TOO_FEW);
        }
        double[] ranks = ranks(first);
        double[] others = ranks(second);
        Figure<Correlation> found = pearson(ranks, others);
        return first.length > Pairings.MOST
                ? found
                : found.fold(
                        rho -> Figure.of(
                                new Correlation(rho.n(), rho.coefficient(), Pairings.p(ranks, others), Method.EXACT)),
                        Figure::absent);
    }

    /** @return absent for fewer than three pairs, or where one side has one value only */
    public static Figure<Correlation> pearson(double[] first, double[] second) {
        Values.checkPairs(first, second);
        if (first.length < LEAST_PAIRS) {
            return Figure.absent(Absence.TOO_FEW);
        }
        double[] x = centered(first);
        double[] y = centered(second);
        double scale = rootOfProduct(dot(x, x), dot(y, y));
        if (isConstant(first) || isConstant(second) || scale == 0) {
            return Figure.absent(Absence.NO_ORDER);
        }
        double coefficient = Math.max(-1, Math.min(1, dot(x, y) / scale));
        return Figure.of(new Correlation(first.length, coefficient, p(coefficient, first.length), Method.ASYMPTOTIC));
    }

    private static double[] ranks(double[] values) {
        return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(values);
    }

    private static boolean isConstant(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static double[] centered(double[] values) {
        double mean = Mean.of(values).getAsDouble();
        double[] centered = new double[values.length];
        for (int n = 0; n < values.length; n++) {
            centered[n] = values[n] - mean;
        }
        return centered;
    }

    private static double dot(double[] first, double[] second) {
        double sum = 0;
        for (int n = 0; n < first.length; n++) {
            sum += first[n] * second[n];
        }
        return sum;
    }

    /** One root is exact where two would not be, so that a perfect order gives 1; two roots do not overflow. */
    private static double rootOfProduct(double first, double second) {
        double product = first * second;
        return product >= Double.MIN_NORMAL && product <= Double.MAX_VALUE
                ? Math.sqrt(product)
                : Math.sqrt(first) * Math.sqrt(second);
    }

    private static double p(double coefficient, int n) {
        double freedom = n - 2;
        double t = Math.abs(coefficient) * Math.sqrt(freedom / ((1 - coefficient) * (1 + coefficient)));
        return Math.min(1, 2 * TDistribution.of(freedom).survivalProbability(t));
    }
}
