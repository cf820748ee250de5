package org.lungburden.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The shapes from which the chest is made. */
class ShapesTest {

    @Test
    void theDepthNearAnEllipsoidIsTheDistanceFromItsSurface() {
        Ellipsoid ellipsoid = new Ellipsoid(5, -3, 8, 20, 30, 40);
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < 1000; n++) {
            double latitude = Math.asin(2 * random.nextDouble() - 1);
            double longitude = 2 * Math.PI * random.nextDouble();
            double[] on = {
                Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)
            };
            double[] normal = {on[0] / 20, on[1] / 30, on[2] / 40};
            double length = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
            double depth = 4 * random.nextDouble() - 2;
            double x = 5 + 20 * on[0] - depth * normal[0] / length;
            double y = -3 + 30 * on[1] - depth * normal[1] / length;
            double z = 8 + 40 * on[2] - depth * normal[2] / length;
            assertThat(ellipsoid.depthMm(x, y, z)).isCloseTo(depth, within(0.15));
            assertThat(ellipsoid.contains(x, y, z)).isEqualTo(depth > 0);
        }
    }

    @Test
    void noiseIsSmoothAndEven() {
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < 100_000; n++) {
            double x = -300 + 0.37 * n;
            double value = SmoothNoise.at(x, 0.21 * n, -0.11 * n, 8, 3);
            assertThat(value).isBetween(-1.0, 1.0);
            assertThat(SmoothNoise.at(x + 0.1, 0.21 * n, -0.11 * n, 8, 3)).isCloseTo(value, within(0.08));
            sum += value;
            squares += value * value;
        }
        assertThat(sum / 100_000).isCloseTo(0, within(0.05));
        assertThat(Math.sqrt(squares / 100_000)).isCloseTo(0.37, within(0.03));
    }

    @Test
    void fieldsOfNoiseDiffer() {
        assertThat(SmoothNoise.at(1, 2, 3, 8, 1)).isNotEqualTo(SmoothNoise.at(1, 2, 3, 8, 2));
    }

    /** Without the bound that saves time the depth is the same near the surface. */
    @Test
    void theDepthOfALesionDoesNotDependOnTheMargin() {
        Lesion lesion = Anatomy.HIGH_OPACITY.get(0);
        SplittableRandom random = new SplittableRandom(2);
        int near = 0;
        for (int n = 0; n < 20_000; n++) {
            double x = lesion.core().x() + 120 * (random.nextDouble() - 0.5);
            double y = lesion.core().y() + 100 * (random.nextDouble() - 0.5);
            double z = lesion.core().z() + 120 * (random.nextDouble() - 0.5);
            double exact = lesion.depthMm(x, y, z, 1000);
            assertThat(lesion.contains(x, y, z)).isEqualTo(exact > 0);
            if (Math.abs(exact) < 4) {
                near++;
                assertThat(lesion.depthMm(x, y, z, 4)).isEqualTo(exact);
            }
        }
        assertThat(near).isGreaterThan(1000);
    }

    /** A trunk as wide as a pulmonary artery, and twigs in the periphery of either lung. */
    @Test
    void vesselsReachFromTheHilumIntoTheLung() {
        Tubes vessels = Branching.vessels();
        assertThat(vessels.depthMm(-30, 6, -2)).isGreaterThan(3);
        assertThat(vessels.depthMm(32, 8, -4)).isGreaterThan(3);
        for (double side : new double[] {-1, 1}) {
            int inside = 0;
            for (int n = 0; n < 20_000; n++) {
                double x = side * (90 + n % 40);
                double y = -40 + n / 40 % 100;
                double z = 5 * (n / 4000);
                inside += vessels.depthMm(x, y, z) > 0 ? 1 : 0;
            }
            assertThat(inside / 20_000.0).isBetween(0.01, 0.1);
        }
    }
}
