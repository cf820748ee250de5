package org.lungburden.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test of pairs, both sides. Pairs without a difference are left out, as Wilcoxon did.
 *
 * @param n pairs that differ
 * @param equal pairs that do not, and were left out
 * @param statistic the smaller of the two sums of ranks
 * @param p of both sides, for differences that lie symmetrically around 0
 * @param method exact for up to 50 pairs, no two of the same absolute difference, none left out; else by the normal
 *     distribution, with the corrections for ties and continuity
 */
public record SignedRanks(int n, int equal, double statistic, double p, Method method) {
    private static final int MOST_EXACT = 50;

    /** @return absent for no pairs, or where no pair differs */
    public static Figure<SignedRanks> of(double[] first, double[] second) {
        Values.checkPairs(first, second);
        if (first.length == 0) {
            return Figure.absent(Absence.TOO_FEW);
        }
        double[] differences = Arrays.stream(Values.differences(first, second))
                .filter(difference -> difference != 0)
                .toArray();
        int n = differences.length;
        if (n == 0) {
            return Figure.absent(Absence.NO_DIFFERENCE);
        }
        int equal = first.length - n;
        Method method = n <= MOST_EXACT && equal == 0 && !hasTies(differences) ? Method.EXACT : Method.ASYMPTOTIC;
        WilcoxonSignedRankTest.Result result = WilcoxonSignedRankTest.withDefaults()
                .with(method == Method.EXACT ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .with(ContinuityCorrection.ENABLED)
                .test(differences);
        double positive = result.getStatistic();
        double all = n * (n + 1.0) / 2;
        return Figure.of(
                new SignedRanks(n, equal, Math.min(positive, all - positive), Math.min(1, result.getPValue()), method));
    }

    private static boolean hasTies(double[] differences) {
        return Arrays.stream(differences).map(Math::abs).distinct().count() < differences.length;
    }
}
