package org.lungburden.measure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class MeasurementTest {
    /** Voxels of 0.7 x 0.8 x 2.5 mm = 0.0014 mL. */
    private static final Affine AFFINE = Affine.ofRows(-0.7, 0, 0, 3, 0, -0.8, 0, 4, 0, 0, 2.5, 5);

    private static final Offset<Double> ROUNDING = within(1e-9);

    @Test
    void countsOnTheScansGrid() {
        Measurement found = measure(
                new byte[][] {{0, 1, 2, 0, 1}, {3, 3, 2, 2, 1}},
                new short[][] {{-1000, -900, -600, 40, -800}, {-100, 50, -500, -501, -850}},
                new byte[][] {{0, 1, 1, 0, 2}, {1, 1, 1, 1, 2}});

        assertThat(found.both().lungMl()).isCloseTo(8 * 0.0014, ROUNDING);
        assertThat(found.right().lungMl()).isCloseTo(6 * 0.0014, ROUNDING);
        assertThat(found.left().lungMl()).isCloseTo(2 * 0.0014, ROUNDING);
        assertThat(found.both().groundGlassMl()).isCloseTo(3 * 0.0014, ROUNDING);
        assertThat(found.both().highOpacityMl()).isCloseTo(2 * 0.0014, ROUNDING);
        assertThat(found.both().pneumoniaMl()).isCloseTo(5 * 0.0014, ROUNDING);
        assertThat(found.both().groundGlassPercent()).isEqualTo(37.5);
        assertThat(found.both().highOpacityPercent()).isEqualTo(25);
        assertThat(found.both().pneumoniaPercent()).isEqualTo(62.5);
        assertThat(requireNonNull(found.groundGlassHu()).meanHu()).isCloseTo(-1601 / 3.0, ROUNDING);
        assertThat(requireNonNull(found.highOpacityHu()).meanHu()).isEqualTo(-25);
        assertThat(found.lungHu().meanHu()).isCloseTo((-900 - 600 - 800 - 100 + 50 - 500 - 501 - 850) / 8.0, ROUNDING);
    }

    /** The percentage of clinical tools counts both labels, above -200 HU. */
    @Test
    void opacityAboveTheLimitIsNotTheClassHighOpacity() {
        Measurement found =
                measure(new byte[][] {{1, 2, 2, 3, 3}}, new short[][] {{100, -200, -199, -300, 40}}, new byte[][] {
                    {1, 1, 1, 1, 2}
                });

        assertThat(found.aboveLimitPercent()).isEqualTo(40);
        assertThat(found.both().highOpacityPercent()).isEqualTo(40);
        assertThat(found.of(Side.LEFT).highOpacity()).isEqualTo(1);
        assertThat(found.of(Side.RIGHT).groundGlass()).isEqualTo(2);
        assertThat(found.highestZonalScore()).isEqualTo(8);
        assertThat(found.zonalScore()).isZero();
        assertThat(found.lungHistogram()).hasSize(128);
        assertThat(found.lungHistogram()[(40 + 1024) / 16]).isEqualTo(1);
    }

    @Test
    void aClassWithoutAVoxelHasNoDensity() {
        Measurement found = measure(new byte[][] {{1}}, new short[][] {{-1000}}, new byte[][] {{2}});

        assertThat(found.groundGlassHu()).isNull();
        assertThat(found.highOpacityHu()).isNull();
        assertThat(found.both().pneumoniaPercent()).isZero();
        assertThat(found.right().lung()).isZero();
        assertThat(found.left().lung()).isEqualTo(1);
    }

    @Test
    void sumsDoNotOverflow() {
        byte[][] labels = new byte[70][1000];
        short[][] hu = new short[70][1000];
        for (int k = 0; k < 70; k++) {
            java.util.Arrays.fill(labels[k], (byte) 3);
            java.util.Arrays.fill(hu[k], Short.MIN_VALUE);
        }
        assertThat(requireNonNull(measure(labels, hu, new byte[70][1000]).highOpacityHu())
                        .meanHu())
                .isEqualTo((double) Short.MIN_VALUE);
    }

    @Test
    void aShearedGridHasTheVolumeOfItsDeterminant() {
        Affine tilted = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0.5, 0, 0, 0, 2, 0);
        LabelVolume labels = new LabelVolume(new byte[][] {{1}}, 1, 1, tilted);
        Volume scan = new Volume(new short[][] {{-800}}, 1, 1, tilted);
        assertThat(Measurement.of(labels, scan, new byte[][] {{1}}).both().lungMl())
                .isCloseTo(0.002, ROUNDING);
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measure(new byte[][] {{0}}, new short[][] {{0}}, new byte[][] {{0}}));
        LabelVolume labels = new LabelVolume(new byte[2][6], 3, 2, AFFINE);
        for (int[] shape : new int[][] {{1, 3, 2}, {2, 2, 2}, {2, 3, 3}, {2, 2, 3}}) {
            Volume scan = new Volume(new short[shape[0]][shape[1] * shape[2]], shape[1], shape[2], AFFINE);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Measurement.of(labels, scan, new byte[2][6]))
                    .withMessageContaining("grid");
        }
    }

    private static Measurement measure(byte[][] labels, short[][] hu, byte[][] sides) {
        int columns = labels[0].length;
        return Measurement.of(new LabelVolume(labels, columns, 1, AFFINE), new Volume(hu, columns, 1, AFFINE), sides);
    }
}
