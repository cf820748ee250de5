package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class BodyShapeTest {
    /** The drawn air repeats along the columns; that of a scanner never does. */
    private static TurnedChest noisy() {
        TurnedChest chest = TurnedChest.upright();
        Random noise = new Random(1);
        for (short[] slice : chest.scan().hu()) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] += (short) (slice[n] < -980 ? noise.nextInt(20) : 0);
            }
        }
        return chest;
    }

    @ParameterizedTest
    @ValueSource(strings = {"LPS", "RAS", "LPI"})
    void noChestIsDeeperThanWide(String axes) {
        assertThat(isDeeperThanWide(noisy().called(axes))).isFalse();
    }

    /** The network may find one lung alone, and no bone is needed. */
    @ParameterizedTest
    @ValueSource(strings = {"PLS", "ARS"})
    void aChestOnItsSideIs(String axes) {
        TurnedChest turned = noisy().called(axes);
        assertThat(isDeeperThanWide(turned)).isTrue();
        for (int k = 0; k < turned.scan().slices(); k++) {
            for (int n = 0; n < turned.scan().hu()[k].length; n++) {
                boolean second = n / turned.scan().columns() < turned.scan().rows() / 2;
                turned.labels().labels()[k][n] *= (byte) (second ? 0 : 1);
                turned.scan().hu()[k][n] = (short) Math.min(60, turned.scan().hu()[k][n]);
            }
        }
        assertThat(isDeeperThanWide(turned)).isTrue();
        assertThat(OrientationCheck.ofLungs(Lungs.of(turned.labels(), turned.scan()), turned.labels(), turned.scan()))
                .hasValueSatisfying(finding -> assertThat(finding.message())
                        .startsWith("Left and right seem to be swapped with front and back: "));
    }

    /** A crop to one lung cuts the body at its side. */
    @Test
    void aBodyThatTheImageCutsTellsNothing() {
        assertThat(isDeeperThanWide(columns(noisy(), 0, 45))).isFalse();
    }

    /** A circle around one lung, filled up with one value, cuts it too. */
    @ParameterizedTest
    @ValueSource(ints = {-1024, -1000})
    void aBodyThatACircleCutsTellsNothing(int fill) {
        TurnedChest chest = noisy();
        for (short[] slice : chest.scan().hu()) {
            for (int n = 0; n < slice.length; n++) {
                double i = n % DrawnChest.COLUMNS - 10;
                double j = n / DrawnChest.COLUMNS - 39.5;
                slice[n] = (short) (Math.hypot(i, j) > 38 ? fill : slice[n]);
            }
        }
        for (int k = 0; k < DrawnChest.SLICES; k++) {
            for (int n = 0; n < chest.scan().hu()[k].length; n++) {
                boolean outside = Math.hypot(n % DrawnChest.COLUMNS - 10.0, n / DrawnChest.COLUMNS - 39.5) > 38;
                chest.labels().labels()[k][n] *= (byte) (outside ? 0 : 1);
            }
        }
        assertThat(isDeeperThanWide(chest)).isFalse();
    }

    private static boolean isDeeperThanWide(TurnedChest chest) {
        return BodyShape.isDeeperThanWide(Lungs.of(chest.labels(), chest.scan()), chest.labels(), chest.scan());
    }

    private static TurnedChest columns(TurnedChest chest, int from, int to) {
        int rows = chest.scan().rows();
        int columns = chest.scan().columns();
        short[][] hu = new short[chest.scan().slices()][(to - from) * rows];
        byte[][] labels = new byte[hu.length][(to - from) * rows];
        for (int k = 0; k < hu.length; k++) {
            for (int j = 0; j < rows; j++) {
                System.arraycopy(chest.scan().hu()[k], j * columns + from, hu[k], j * (to - from), to - from);
                System.arraycopy(chest.labels().labels()[k], j * columns + from, labels[k], j * (to - from), to - from);
            }
        }
        return new TurnedChest(
                new Volume(hu, to - from, rows, chest.scan().affine()),
                new LabelVolume(labels, to - from, rows, chest.scan().affine()));
    }
}
