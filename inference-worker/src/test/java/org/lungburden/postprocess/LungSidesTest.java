package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Drawn;
import org.lungburden.geometry.LabelVolume;

class LungSidesTest {
    private static final Affine MM4 = Drawn.spacing(4, 4, 5);

    @Test
    void ofNothingThereAreNoSides() {
        assertThat(LungSides.split(Drawn.labels("...", "..."), 1)).isEmpty();
    }

    @Test
    void separateLungsGoToTheirSidesWithTheirLesions() {
        LabelVolume drawn = Drawn.labels("11...11  12...31  .1...3.", "11...11  11...11  .......");
        assertThat(sides(drawn))
                .isDeepEqualTo(Drawn.labels("11...22  11...22  .1...2.", "11...22  11...22  .......")
                        .labels());
    }

    @Test
    void onlyAFaceJoins() {
        assertThat(sides(Drawn.labels("11.. 11.. ..11 ..11")))
                .isDeepEqualTo(Drawn.labels("11.. 11.. ..22 ..22").labels());
    }

    @Test
    void aPieceGoesToTheNearerLung() {
        assertThat(sides(Drawn.labels("1111.1.........1111")))
                .isDeepEqualTo(Drawn.labels("1111.1.........2222").labels());
        assertThat(sides(Drawn.labels("1111.........1.1111")))
                .isDeepEqualTo(Drawn.labels("1111.........2.2222").labels());
    }

    @Test
    void theSmallerLungMayComeFirstOrLast() {
        assertThat(sides(Drawn.labels("11...1111111")))
                .isDeepEqualTo(Drawn.labels("11...2222222").labels());
        assertThat(sides(Drawn.labels("1111111...11")))
                .isDeepEqualTo(Drawn.labels("1111111...22").labels());
    }

    @ParameterizedTest
    @CsvSource({"20, 1", "60, 2"})
    void aSingleLungIsNamedByItsSideOfTheMidline(double center, int side) {
        LabelVolume one = Drawn.ellipsoid(
                Drawn.empty(MM4, 80, 60, 30), new double[] {center, 30, 15}, new double[] {15, 20, 14}, 1);
        byte[][] sides = sides(one);
        assertThat(voxels(sides, side)).isEqualTo(voxels(one.labels(), 1));
        assertThat(voxels(sides, 3 - side)).isZero();
    }

    /** One lung that fluid parts into a medial and a lateral piece; the body's midline lies at 39.5. */
    @ParameterizedTest
    @CsvSource({"14, 27, 1", "52, 65, 2"})
    void twoPiecesOfOneLungAreOneLung(double first, double second, int side) {
        LabelVolume one = Drawn.ellipsoid(
                Drawn.empty(MM4, 80, 60, 30), new double[] {first, 30, 15}, new double[] {5, 25, 14}, 1);
        Drawn.ellipsoid(one, new double[] {second, 30, 15}, new double[] {6, 22, 14}, 1);
        byte[][] sides = sides(one);
        assertThat(voxels(sides, side)).isEqualTo(voxels(one.labels(), 1));
        assertThat(voxels(sides, 3 - side)).isZero();
    }

    @Test
    void theMidlineCanBeGiven() {
        LabelVolume one = Drawn.labels("........111.");
        assertThat(LungSides.split(one, 11).orElseThrow()[0]).containsOnly(0, 1);
        assertThat(LungSides.split(one, 8).orElseThrow()[0]).containsOnly(0, 2);
    }

    /** A lung with a notch, as the heart makes one: its two parts meet in a face, not along a line. */
    @ParameterizedTest
    @CsvSource({"24, 28", "24, 32"})
    void aSingleLungWithANotchIsNotCut(double first, double second) {
        LabelVolume one = Drawn.ellipsoid(
                Drawn.empty(MM4, 120, 60, 40), new double[] {first, 30, 20}, new double[] {15, 25, 18}, 1);
        Drawn.ellipsoid(one, new double[] {second + 10, 30, 20}, new double[] {15, 25, 18}, 1);
        byte[][] sides = sides(one);
        assertThat(voxels(sides, 1)).isEqualTo(voxels(one.labels(), 1));
        assertThat(voxels(sides, 2)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"27.5, 14, 0.02", "30, 17, 0.02", "27, 13, 0.03"})
    void touchingLungsAreCutAtTheNeck(double rightRadius, double leftRadius, double tolerance) {
        // Two ellipsoids that overlap in front: the plane of their intersection is the true border
        LabelVolume right = Drawn.ellipsoid(
                Drawn.empty(Drawn.spacing(2, 2, 3), 120, 90, 50),
                new double[] {35, 45, 25},
                new double[] {rightRadius, 35, 24},
                1);
        LabelVolume both = Drawn.ellipsoid(
                right, new double[] {35 + rightRadius + leftRadius - 3, 45, 25}, new double[] {leftRadius, 30, 20}, 1);
        double border = 35 + rightRadius - 1.5;
        byte[][] sides = sides(both);

        long wrong = 0;
        long all = 0;
        for (int k = 0; k < both.slices(); k++) {
            for (int n = 0; n < both.labels()[k].length; n++) {
                boolean lung = both.labels()[k][n] != 0;
                assertThat(sides[k][n] != 0).isEqualTo(lung);
                all += lung ? 1 : 0;
                wrong += lung && sides[k][n] != (n % 120 < border ? 1 : 2) ? 1 : 0;
            }
        }
        assertThat((double) wrong / all).isLessThan(tolerance);
    }

    @Test
    void handDrawnLungsThatTouchInFrontAreCutThere() {
        String slice = """
                ...............................
                ....1111111111111111111111.....
                ...1111111111111111111111111...
                ..111111111111...111111111111..
                ..11111111111.....11111111111..
                ..11111111111.....11111111111..
                ..11111111111.....11111111111..
                ..11111111111.....11111111111..
                ..11111111111.....11111111111..
                ..11111111111.....11111111111..
                ...111111111.......111111111...
                ...............................
                """;
        byte[][] sides = sides(Drawn.labels(Drawn.spacing(8, 8, 5), slice, slice, slice));

        for (byte[] found : sides) {
            for (int j = 1; j <= 2; j++) {
                for (int i = 4; i < 25; i++) {
                    if (Math.abs(i - 15) > 2) {
                        assertThat(found[j * 31 + i])
                                .as("row %s column %s", j, i)
                                .isEqualTo((byte) (i < 15 ? 1 : 2));
                    }
                }
            }
            for (int j = 3; j <= 10; j++) {
                assertThat(found[j * 31 + 6]).isEqualTo((byte) 1);
                assertThat(found[j * 31 + 24]).isEqualTo((byte) 2);
            }
        }
    }

    @Test
    void anEnlargedLungAcrossTheMidlineStaysWholeBesideTheRemnantOfTheOther() {
        LabelVolume volume =
                Drawn.ellipsoid(Drawn.empty(MM4, 80, 60, 40), new double[] {32, 30, 20}, new double[] {26, 24, 19}, 1);
        long large = voxels(volume.labels(), 1);
        Drawn.ellipsoid(volume, new double[] {70, 40, 10}, new double[] {6, 7, 6}, 1);
        byte[][] sides = sides(volume);

        assertThat(voxels(sides, 1)).isEqualTo(large);
        assertThat(voxels(sides, 2)).isEqualTo(voxels(volume.labels(), 1) - large);
        assertThat(sides[20][30 * 80 + 57]).isEqualTo(LungSides.RIGHT);
    }

    @Test
    void aPieceOfASingleLungOnItsOwnSideIsNotTheOtherLung() {
        LabelVolume volume =
                Drawn.ellipsoid(Drawn.empty(MM4, 80, 60, 40), new double[] {22, 30, 20}, new double[] {10, 24, 19}, 1);
        Drawn.ellipsoid(volume, new double[] {36, 30, 20}, new double[] {2, 6, 6}, 1);
        assertThat(voxels(sides(volume), 2)).isZero();
    }

    @Test
    void aRemnantBelowOnePercentGoesByTheMidlineAlone() {
        LabelVolume volume =
                Drawn.ellipsoid(Drawn.empty(MM4, 80, 60, 40), new double[] {22, 30, 20}, new double[] {18, 24, 19}, 1);
        volume.labels()[20][30 * 80 + 60] = 2;
        byte[][] sides = sides(volume);
        assertThat(voxels(sides, 2)).isEqualTo(1);
        assertThat(sides[20][30 * 80 + 60]).isEqualTo(LungSides.LEFT);
    }

    @Test
    void touchingLungsAreCutWhateverElseLiesBesideThem() {
        LabelVolume volume =
                Drawn.ellipsoid(Drawn.empty(MM4, 80, 60, 40), new double[] {24, 30, 20}, new double[] {17, 24, 19}, 1);
        Drawn.ellipsoid(volume, new double[] {55, 30, 20}, new double[] {16, 22, 18}, 1);
        volume.labels()[0][0] = 1;
        volume.labels()[0][79] = 1;
        byte[][] sides = sides(volume);

        assertThat(sides[0][0]).isEqualTo(LungSides.RIGHT);
        assertThat(sides[0][79]).isEqualTo(LungSides.LEFT);
        assertThat(sides[20][30 * 80 + 24]).isEqualTo(LungSides.RIGHT);
        assertThat(sides[20][30 * 80 + 55]).isEqualTo(LungSides.LEFT);
        assertThat(voxels(sides, 1) + voxels(sides, 2)).isEqualTo(voxels(volume.labels(), 1));
    }

    private static byte[][] sides(LabelVolume labels) {
        byte[][] before = Drawn.copy(labels.labels());
        byte[][] sides = LungSides.split(labels, 0.5 * (labels.columns() - 1)).orElseThrow();
        assertThat(labels.labels()).isDeepEqualTo(before);
        return sides;
    }

    private static long voxels(byte[][] values, int value) {
        long count = 0;
        for (byte[] slice : values) {
            for (byte found : slice) {
                count += found == value ? 1 : 0;
            }
        }
        return count;
    }
}
