package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Drawn;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;

/** A chest from column 5 to 94 of 100, of 4 x 4 x 5 mm, with a spine at column 50, one lung, and less and less around it. */
class SidesTest {
    private static final int ROWS = 60;
    private static final int SLICES = 20;
    private static final int BONE_HU = 400;

    /** The lung lies on the other side of the middle of what the scan shows. */
    @ParameterizedTest
    @CsvSource({"0, 55, 33, 1", "0, 52, 33, 1", "20, 55, 40, 1", "46, 100, 67, 2", "49, 100, 67, 2", "46, 88, 62, 2"})
    void theSpineIsTheMidlineOfACutBody(int from, int to, int lung, byte side) {
        Sides sides = sides(from, to, lung, true);
        assertThat(seen(sides)).containsExactly(side);
        assertThat(sides.certain()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 48, 33, 1", "52, 100, 67, 2"})
    void withoutASpineTheFlankDecidesAndTheSideIsUncertain(int from, int to, int lung, byte side) {
        Sides sides = sides(from, to, lung, false);
        assertThat(seen(sides)).containsExactly(side);
        assertThat(sides.certain()).isFalse();
    }

    /** Ribs beside the flank that the scan shows, and no spine. */
    @ParameterizedTest
    @CsvSource({"0, 48, 33, 1", "52, 100, 67, 2"})
    void ribsAreNoSpine(int from, int to, int lung, byte side) {
        Sides sides = sides(from, to, lung, i -> i >= 8 && i <= 14 || i >= 86 && i <= 92);
        assertThat(seen(sides)).containsExactly(side);
        assertThat(sides.certain()).isFalse();
    }

    @Test
    void aBodyCutOnBothSidesWithoutASpineIsUncertain() {
        assertThat(sides(15, 48, 33, false).certain()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"30, 1", "70, 2"})
    void aWholeBodyNeedsNoSpine(int lung, byte side) {
        Sides sides = sides(0, 100, lung, false);
        assertThat(seen(sides)).containsExactly(side);
        assertThat(sides.certain()).isTrue();
    }

    @Test
    void ofNothingThereAreNoSides() {
        LabelVolume empty = Drawn.empty(Drawn.spacing(4, 4, 5), 10, 10, 3);
        assertThat(Sides.of(empty, Drawn.filled(empty, 40), new PixelBox(0, 10, 0, 10)))
                .isEmpty();
    }

    private static Stream<Byte> seen(Sides sides) {
        boolean[] found = new boolean[3];
        for (byte[] slice : sides.voxels()) {
            for (byte side : slice) {
                found[side] = true;
            }
        }
        return Stream.of((byte) 1, (byte) 2).filter(side -> found[side]);
    }

    /** @param lung middle of the lung, a column of the whole chest as {@code from} and {@code to} are */
    private static Sides sides(int from, int to, int lung, boolean withSpine) {
        return sides(from, to, lung, i -> withSpine && Math.abs(i - 50) <= 4);
    }

    private static Sides sides(int from, int to, int lung, IntPredicate bone) {
        int columns = to - from;
        LabelVolume labels = Drawn.ellipsoid(
                Drawn.empty(Drawn.spacing(4, 4, 5), columns, ROWS, SLICES),
                new double[] {lung - from, 28, 10},
                new double[] {12, 18, 9},
                1);
        Volume scan = Drawn.filled(labels, 40);
        for (short[] slice : scan.hu()) {
            for (int n = 0; n < slice.length; n++) {
                int i = n % columns + from;
                int j = n / columns;
                if (bone.test(i) && j > 38 && j < 50) {
                    slice[n] = BONE_HU;
                }
            }
        }
        PixelBox body = new PixelBox(Math.max(5, from) - from, Math.min(95, to) - from, 5, 55);
        return Sides.of(labels, scan, body).orElseThrow();
    }
}
