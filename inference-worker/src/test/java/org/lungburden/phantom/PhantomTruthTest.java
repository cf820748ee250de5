package org.lungburden.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PhantomTruthTest {
    private static final Percentage TENTH_OF_A_PERCENT = Percentage.withPercentage(0.1);

    @Test
    void agreesWithCountingVoxelsOfOneMillimeter() {
        PhantomChest chest = new PhantomChest();
        double[] middle = PhantomChest.middle();
        long[][] ofSlices = IntStream.range(-145, 135)
                .parallel()
                .mapToObj(k -> {
                    long[] counts = new long[6];
                    for (int j = -110; j < 110; j++) {
                        for (int i = -160; i < 160; i++) {
                            int label = chest.labelAt(middle[0] + i + 0.5, middle[1] + j + 0.5, middle[2] + k + 0.5);
                            counts[label]++;
                            counts[label > 0 && i < 0 ? 4 : 5] += label > 0 ? 1 : 0;
                        }
                    }
                    return counts;
                })
                .toArray(long[][]::new);
        double[] ml = new double[6];
        for (long[] counts : ofSlices) {
            for (int n = 0; n < 6; n++) {
                ml[n] += counts[n] / 1000.0;
            }
        }
        PhantomTruth truth = PhantomTruth.whole();
        assertThat(truth.lungMl()).isCloseTo(ml[1] + ml[2] + ml[3], TENTH_OF_A_PERCENT);
        assertThat(truth.groundGlassMl()).isCloseTo(ml[2], TENTH_OF_A_PERCENT);
        assertThat(truth.highOpacityMl()).isCloseTo(ml[3], TENTH_OF_A_PERCENT);
        // x of RAS+ grows to the right: the left lung has the smaller ones
        assertThat(truth.leftLungMl()).isCloseTo(ml[4], TENTH_OF_A_PERCENT);
        assertThat(truth.rightLungMl()).isCloseTo(ml[5], TENTH_OF_A_PERCENT);
        assertThat(truth.pneumoniaMl()).isEqualTo(truth.groundGlassMl() + truth.highOpacityMl());
    }

    @Test
    void anAdultsLungsWithSomeDisease() {
        PhantomTruth truth = PhantomTruth.whole();
        assertThat(truth.lungMl()).isBetween(4000.0, 5000.0);
        assertThat(truth.leftLungMl()).isLessThan(truth.rightLungMl());
        assertThat(100 * truth.pneumoniaMl() / truth.lungMl()).isBetween(5.0, 20.0);
    }

    @Test
    void theCountHasConverged() {
        LabelLayers fine = LabelLayers.of(PhantomChest::frameLabel, 0.45, 0.5);
        LabelLayers used = LabelLayers.ofThePhantom();
        for (int lung : new int[] {LabelLayers.LEFT_LUNG, LabelLayers.RIGHT_LUNG}) {
            assertThat(used.ml(lung, -1000, 1000))
                    .isCloseTo(fine.ml(lung, -1000, 1000), Percentage.withPercentage(0.01));
        }
        for (int opacity : new int[] {LabelLayers.GROUND_GLASS, LabelLayers.HIGH_OPACITY}) {
            assertThat(used.ml(opacity, -1000, 1000))
                    .isCloseTo(fine.ml(opacity, -1000, 1000), Percentage.withPercentage(0.05));
        }
    }

    @Test
    void ellipsoidsHaveTheirTextbookVolume() {
        Ellipsoid ellipsoid = new Ellipsoid(-31, 2, 3, 20, 30, 40);
        LabelLayers counted = LabelLayers.of((x, y, z) -> ellipsoid.contains(x, y, z) ? 2 : 0, 0.5, 0.5);
        double whole = 4.0 / 3 * Math.PI * 20 * 30 * 40 / 1000;
        Percentage exact = Percentage.withPercentage(0.05);
        assertThat(counted.ml(2, -100, 100)).isCloseTo(whole, exact);
        assertThat(counted.ml(2, 3, 100)).isCloseTo(whole / 2, exact);
        // the cap above a third of the half axis: h = 2/3 in pi h² (3 - h) / 3, against 4 pi / 3
        assertThat(counted.ml(2, 3 + 40 / 3.0, 100)).isCloseTo(whole * 7 / 27, exact);
        assertThat(counted.ml(LabelLayers.RIGHT_LUNG, -100, 100)).isEqualTo(counted.ml(2, -100, 100));
        assertThat(counted.ml(LabelLayers.LEFT_LUNG, -100, 100)).isZero();
    }

    @Test
    void slabsAddUp() {
        PhantomTruth lower = PhantomTruth.between(-1000, 12.5);
        PhantomTruth upper = PhantomTruth.between(12.5, 1000);
        PhantomTruth whole = PhantomTruth.whole();
        assertThat(lower.lungMl() + upper.lungMl()).isCloseTo(whole.lungMl(), within(1e-6));
        assertThat(lower.groundGlassMl() + upper.groundGlassMl()).isCloseTo(whole.groundGlassMl(), within(1e-9));
        assertThat(lower.highOpacityMl()).isPositive();
    }

    static Stream<Lesion> lesions() {
        return Stream.concat(Anatomy.GROUND_GLASS.stream(), Anatomy.HIGH_OPACITY.stream());
    }

    /** As in a patient: an opacity is in one lung, ground glass at the pleura, and consolidation beside ground glass. */
    @ParameterizedTest
    @MethodSource("lesions")
    void lesionsLieWhereTheyDoInPatients(Lesion lesion) {
        int[] places = {1, 2, 3};
        LabelLayers counted = LabelLayers.of((x, y, z) -> place(lesion, x, y, z), 2, 2);
        double[] ml = Arrays.stream(places)
                .mapToDouble(place -> counted.ml(place, -1000, 1000))
                .toArray();
        assertThat(ml[0] + ml[1]).isGreaterThan(10);
        assertThat(Anatomy.GROUND_GLASS.contains(lesion) ? ml[2] : ml[1]).isPositive();
        assertThat(Math.min(
                        counted.ml(LabelLayers.LEFT_LUNG, -1000, 1000),
                        counted.ml(LabelLayers.RIGHT_LUNG, -1000, 1000)))
                .isZero();
    }

    /** 1 in the lung, 2 in the lung where ground glass was, 3 outside the lung. */
    private static int place(Lesion lesion, double x, double y, double z) {
        if (!lesion.contains(x, y, z)) {
            return 0;
        }
        return !Anatomy.isLung(x, y, z) ? 3 : Anatomy.isGroundGlass(x, y, z) ? 2 : 1;
    }
}
