package org.lungburden.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedValuesTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void noFigureIsMadeOfNoNumber(double value) {
        double[] bad = {1, value, 3};
        double[] good = {1, 2, 3};
        assertThatThrownBy(() -> Summary.of(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Histogram.of(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Correlation.spearman(good, bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Correlation.pearson(bad, good)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlandAltman.of(good, bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedRanks.of(bad, good)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pairsHaveTwoSides() {
        assertThatThrownBy(() -> BlandAltman.of(new double[3], new double[4]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFigureIsThereOrNot() {
        assertThatThrownBy(() -> new Figure<>(null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Figure<>(1, Absence.TOO_FEW)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever the range, no value is lost and no bin is too many. */
    @Test
    void everyValueIsInABin() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            double scale = Math.pow(10, random.nextInt(20) - 10);
            double shift = random.nextBoolean() ? 0 : scale * Math.pow(10, random.nextInt(6)) * random.nextGaussian();
            double[] values = random.doubles(1 + random.nextInt(300))
                    .map(value -> shift + scale * value)
                    .toArray();
            List<Integer> counts = Histogram.of(values).fold(Histogram::counts, why -> List.of());
            assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(values.length);
            assertThat(counts).hasSizeBetween(1, 20);
        }
    }

    @Test
    void oneVoxelAtATimeIsTheSame() {
        Confusion confusion = new Confusion(4);
        confusion.add(2, 2);
        confusion.add(2, 3);
        confusion.add(0, 2);
        assertThat(confusion.reference(Set.of(2, 3))).isEqualTo(2);
        assertThat(confusion.mask(Set.of(2, 3))).isEqualTo(3);
        assertThat(confusion.dice(Set.of(2))).isEqualTo(Figure.of(0.5));
        assertThat(confusion.dice(Set.of(2, 3))).isEqualTo(Figure.of(0.8));
    }
}
