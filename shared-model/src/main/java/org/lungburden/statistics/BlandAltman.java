package org.lungburden.statistics;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Agreement of two measurements of the same thing, first minus second, in their unit (Bland and Altman 1999, doi
 * 10.1177/096228029900800204). The standard error of the bias is {@code sd / sqrt(n)}, and that of a limit
 * {@code sd sqrt(1 / n + 1.96^2 / (2 (n - 1)))}; the intervals use Student's t with n - 1 degrees of freedom.
 *
 * @param sd standard deviation of the differences, with n - 1
 * @param lowerLimit bias - 1.96 sd: 95 % of differences lie within the limits if differences are normal
 * @param points mean and difference of each pair, in the order of the pairs
 */
public record BlandAltman(
        int n,
        double bias,
        Interval biasInterval,
        double sd,
        double lowerLimit,
        Interval lowerLimitInterval,
        double upperLimit,
        Interval upperLimitInterval,
        List<Point> points) {
    /** With two pairs the intervals would say nothing: t is 12.7. */
    private static final int LEAST_PAIRS = 3;

    private static final double LIMIT = 1.96;
    private static final double TAIL = 0.025;

    public BlandAltman {
        points = List.copyOf(points);
    }

    /** An interval that holds the true value in 95 % of samples. */
    public record Interval(double low, double high) {
        static Interval around(double value, double half) {
            return new Interval(value - half, value + half);
        }
    }

    public record Point(double mean, double difference) {}

    /** @return absent for fewer than three pairs */
    public static Figure<BlandAltman> of(double[] first, double[] second) {
        Values.checkPairs(first, second);
        int n = first.length;
        if (n < LEAST_PAIRS) {
            return Figure.absent(Absence.TOO_FEW);
        }
        double[] differences = Values.differences(first, second);
        double bias = Mean.of(differences).getAsDouble();
        double t = quantile(TDistribution.of(n - 1.0));
        return Summary.sd(differences)
                .fold(
                        sd -> {
                            double half = t * sd / Math.sqrt(n);
                            double halfOfLimit = t * sd * Math.sqrt(1.0 / n + LIMIT * LIMIT / (2 * (n - 1.0)));
                            double lower = bias - LIMIT * sd;
                            double upper = bias + LIMIT * sd;
                            return Figure.of(new BlandAltman(
                                    n,
                                    bias,
                                    Interval.around(bias, half),
                                    sd,
                                    lower,
                                    Interval.around(lower, halfOfLimit),
                                    upper,
                                    Interval.around(upper, halfOfLimit),
                                    points(first, second)));
                        },
                        Figure::absent);
    }

    /** The library searches to 1e-9; one step of Newton's method gives the digits that are left. */
    private static double quantile(TDistribution distribution) {
        double t = distribution.inverseSurvivalProbability(TAIL);
        return t + (distribution.survivalProbability(t) - TAIL) / distribution.density(t);
    }

    private static List<Point> points(double[] first, double[] second) {
        List<Point> points = new ArrayList<>();
        for (int n = 0; n < first.length; n++) {
            points.add(new Point((first[n] + second[n]) / 2, first[n] - second[n]));
        }
        return points;
    }
}
