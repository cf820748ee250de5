package org.lungburden.statistics;

import org.apache.commons.statistics.descriptive.Max;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Min;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * Position and spread of a sample, in the unit of its values.
 *
 * @param q1 first quartile; quantiles interpolate linearly between neighbors (Hyndman and Fan 1996, type 7, NumPy's
 *     default)
 * @param q3 third quartile; the interquartile range is {@code q3 - q1}
 * @param sd standard deviation of the sample, with n - 1; absent for one value
 */
public record Summary(
        int n, double min, double q1, double median, double q3, double max, double mean, Figure<Double> sd) {

    private static final Quantile LINEAR = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

    /**
     * @return absent for no values
     * @throws IllegalArgumentException for a value that is not finite
     */
    public static Figure<Summary> of(double... values) {
        Values.checkFinite(values);
        if (values.length == 0) {
            return Figure.absent(Absence.TOO_FEW);
        }
        double[] quartiles = LINEAR.evaluate(values, 0.25, 0.5, 0.75);
        return Figure.of(new Summary(
                values.length,
                Min.of(values).getAsDouble(),
                quartiles[0],
                quartiles[1],
                quartiles[2],
                Max.of(values).getAsDouble(),
                Mean.of(values).getAsDouble(),
                sd(values)));
    }

    static Figure<Double> sd(double[] values) {
        return values.length < 2
                ? Figure.absent(Absence.TOO_FEW)
                : Figure.of(StandardDeviation.of(values).getAsDouble());
    }
}
