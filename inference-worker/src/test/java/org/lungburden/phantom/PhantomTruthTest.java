package org.lungburden.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
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
        long[][] ofSlices = IntStream.range(-110, 130)
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
    void theIntegralHasConverged() {
        for (Lung lung : List.of(Anatomy.LEFT, Anatomy.RIGHT)) {
            assertThat(lung.volumeMl(-1000, 1000, 0.25))
                    .isCloseTo(lung.volumeMl(-1000, 1000, 0.125), Percentage.withPercentage(0.01));
        }
    }

    @Test
    void ellipsoidsHaveTheirTextbookVolume() {
        Ellipsoid ellipsoid = new Ellipsoid(1, 2, 3, 20, 30, 40);
        double whole = 4.0 / 3 * Math.PI * 20 * 30 * 40 / 1000;
        assertThat(ellipsoid.volumeMl(-100, 100)).isCloseTo(whole, within(1e-9));
        assertThat(ellipsoid.volumeMl(3, 100)).isCloseTo(whole / 2, within(1e-9));
        // cap of a sphere, pi h² (3 r - h) / 3
        assertThat(new Ellipsoid(0, 0, 0, 10, 10, 10).volumeMl(7, 99))
                .isCloseTo(Math.PI * 9 * 27 / 3 / 1000, within(1e-9));
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

    static Stream<Ellipsoid> lesions() {
        return Stream.concat(Anatomy.GROUND_GLASS.stream(), Anatomy.HIGH_OPACITY.stream());
    }

    /** Only then is an ellipsoid's formula the volume of the lesion. */
    @ParameterizedTest
    @MethodSource("lesions")
    void lesionsLieInTheLungAndApart(Ellipsoid lesion) {
        List<Ellipsoid> others = new ArrayList<>(lesions().toList());
        others.remove(lesion);
        for (double latitude = -90; latitude <= 90; latitude += 2) {
            for (double longitude = 0; longitude < 360; longitude += 2) {
                double ring = 1.03 * Math.cos(Math.toRadians(latitude));
                double x = lesion.x() + lesion.a() * ring * Math.cos(Math.toRadians(longitude));
                double y = lesion.y() + lesion.b() * ring * Math.sin(Math.toRadians(longitude));
                double z = lesion.z() + lesion.c() * 1.03 * Math.sin(Math.toRadians(latitude));
                assertThat(Anatomy.isLung(x, y, z)).isTrue();
                assertThat(others).noneMatch(other -> other.contains(x, y, z));
            }
        }
    }
}
