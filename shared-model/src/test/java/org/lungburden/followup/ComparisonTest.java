package org.lungburden.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.followup.Comparison.Reason;
import org.lungburden.followup.Comparison.Verdict;
import org.lungburden.followup.Measured.KernelClass;
import org.lungburden.followup.Measured.Range;

class ComparisonTest {
    private static final Measured FIRST = scan(60, new Range(45, 98), 4000);

    private static Measured scan(double ml, @Nullable Range range, double lungMl) {
        return new Measured(ml, range, lungMl, "net 1", "middle", "NO", KernelClass.SOFT_OR_STANDARD, 1.0);
    }

    private static Verdict verdict(Measured later) {
        return Comparison.of(FIRST, later).verdict();
    }

    /** The ranges as bars on a line: only a gap between them is a change. */
    @ParameterizedTest
    @CsvSource({
        // earlier, later, verdict
        "'45   98', '99  150', CHANGED",
        "'45   98', '10   44', CHANGED",
        "'45   98', '98  150', NOT_DISTINGUISHABLE",
        "'45   98', '10   45', NOT_DISTINGUISHABLE",
        "'45   98', '50   60', NOT_DISTINGUISHABLE",
        "'45   98', '10  150', NOT_DISTINGUISHABLE",
        "'45   98', '45   98', NOT_DISTINGUISHABLE",
        "' 0    6', ' 0    6', NOT_DISTINGUISHABLE",
        "' 0    6', ' 6.1 9', CHANGED",
        "' 0    0', ' 0    0', NOT_DISTINGUISHABLE",
    })
    void onlyRangesWithAGapAreAChange(String earlier, String later, Verdict verdict) {
        Measured one = scan(60, range(earlier), 4000);
        Measured other = scan(70, range(later), 4000);
        assertThat(Comparison.of(one, other).verdict()).isEqualTo(verdict);
        assertThat(Comparison.of(other, one).verdict()).isEqualTo(verdict);
    }

    private static Range range(String text) {
        double[] ends = Arrays.stream(text.strip().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Range(ends[0], ends[1]);
    }

    @Test
    void noVerdictIsStable() {
        assertThat(Verdict.values()).extracting(Verdict::name).doesNotContain("STABLE", "UNCHANGED");
    }

    /** 15 % of the smaller lung: 4000 mL and 4600 mL are one breath, 4601 mL are not. */
    @ParameterizedTest
    @CsvSource({"4600, CHANGED", "4601, DIFFERENT_BREATH", "3479, CHANGED", "3478, DIFFERENT_BREATH"})
    void lungsOfAnotherBreathAreNotCompared(double lungMl, Verdict verdict) {
        assertThat(verdict(scan(200, new Range(150, 250), lungMl))).isEqualTo(verdict);
    }

    @Test
    void aMissingRangeIsSaidAndNotGuessed() {
        assertThat(verdict(scan(900, null, 4000))).isEqualTo(Verdict.RANGE_UNKNOWN);
        assertThat(Comparison.of(scan(900, null, 4000), FIRST).verdict()).isEqualTo(Verdict.RANGE_UNKNOWN);
    }

    @Test
    void eachConditionThatDiffersIsNamed() {
        Range range = new Range(150, 250);
        Measured other = new Measured(200, range, 9000, "net 2", "first", "YES", KernelClass.VERY_SHARP, 1.6);
        assertThat(Comparison.of(FIRST, other).reasons())
                .containsExactly(Reason.MODEL, Reason.READER, Reason.CONTRAST, Reason.KERNEL, Reason.THICKNESS);
        assertThat(verdict(other)).isEqualTo(Verdict.NOT_COMPARABLE);
        Measured thicker = new Measured(200, range, 4000, "net 1", "middle", "NO", KernelClass.SOFT_OR_STANDARD, 1.5);
        assertThat(verdict(thicker)).isEqualTo(Verdict.CHANGED);
    }

    /** Whether a scan of which nothing is known had contrast medium is not known from another scan. */
    @Test
    void whatOneScanAloneTellsDiffers() {
        Measured unknown =
                new Measured(60, new Range(45, 98), 4000, "net 1", "middle", "UNKNOWN", KernelClass.UNKNOWN, 1.0);
        assertThat(Comparison.of(FIRST, unknown).reasons()).containsExactly(Reason.CONTRAST, Reason.KERNEL);
        assertThat(Comparison.of(FIRST, unknown).unknown()).isEmpty();
        Comparison both = Comparison.of(unknown, unknown);
        assertThat(both.verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
        assertThat(both.unknown()).isEqualTo(List.of(Reason.CONTRAST, Reason.KERNEL));
    }

    @Test
    void differencesAreLaterMinusEarlier() {
        Comparison comparison = Comparison.of(FIRST, scan(20.5, new Range(10, 30), 3600));
        assertThat(comparison.differenceMl()).isEqualTo(-39.5);
        assertThat(comparison.lungDifferencePercent()).isCloseTo(-11.111, within(0.001));
        assertThat(Comparison.of(scan(0, null, 0), FIRST).lungDifferencePercent())
                .isZero();
    }

    @Test
    void aRangeBeginsBeforeItEnds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Range(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Range(Double.NaN, 1));
    }
}
