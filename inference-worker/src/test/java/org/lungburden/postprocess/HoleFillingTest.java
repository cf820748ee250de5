package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Drawn;
import org.lungburden.geometry.LabelVolume;

class HoleFillingTest {
    private static final Affine MM = Drawn.spacing(1, 1, 1);

    @Test
    void aHoleOfASliceBecomesLung() {
        expect(MM, new String[] {".....  .111.  .1.1.  .111.  ....."}, ".....  .111.  .111.  .111.  .....");
    }

    @Test
    void aVesselThatLeavesThroughTheNextSliceIsFilledWhereTheLungEnclosesIt() {
        expect(
                MM,
                new String[] {"111 1.1 111", "111 1.1 111", "111 1.. 111"},
                "111 111 111",
                "111 111 111",
                "111 1.. 111");
    }

    @Test
    void whatReachesTheBorderOfTheSliceStaysOpen() {
        expect(MM, new String[] {"111 ..1 111"}, "111 ..1 111");
        expect(MM, new String[] {"111 1.. 111"}, "111 1.. 111");
        expect(MM, new String[] {"1.1 1.1 111"}, "1.1 1.1 111");
        expect(MM, new String[] {"111 1.1 1.1"}, "111 1.1 1.1");
    }

    @Test
    void aDiagonalGapIsNoWayOut() {
        expect(MM, new String[] {".11 1.1 111"}, ".11 111 111");
    }

    @Test
    void aHoleTakesTheLabelOfMostOfItsRim() {
        expect(MM, new String[] {"1111 1..3 1331"}, "1111 1333 1331".replace("1333", "1113"));
        expect(MM, new String[] {"1331 1..3 1331"}, "1331 1333 1331");
        expect(MM, new String[] {"121 2.1 121"}, "121 221 121");
    }

    @Test
    void equalsGoToTheLowestLabel() {
        expect(MM, new String[] {"121 1.1 121"}, "121 111 121");
        expect(MM, new String[] {"131 2.2 131"}, "131 222 131");
    }

    @Test
    void aLargeHoleOfASliceIsTheMediastinum() {
        // 10 x 20 pixels of 1 mm are 2 cm²; one slice of 10 mm each, open to the head
        Affine affine = Drawn.spacing(1, 1, 10);
        assertThat(filledVoxels(affine, 10, 20)).isEqualTo(200);
        assertThat(filledVoxels(affine, 10, 21)).isZero();
    }

    @Test
    void areasAreMeasuredInMillimetres() {
        assertThat(filledVoxels(Drawn.spacing(2, 1, 10), 10, 10)).isEqualTo(100);
        assertThat(filledVoxels(Drawn.spacing(2, 1, 10), 10, 11)).isZero();
        assertThat(filledVoxels(Drawn.spacing(1, 0.5, 10), 10, 40)).isEqualTo(400);
    }

    /** A tube of lung around a hole that is open at both ends of the volume. */
    private static long filledVoxels(Affine affine, int holeColumns, int holeRows) {
        int columns = holeColumns + 2;
        LabelVolume volume = Drawn.empty(affine, columns, holeRows + 2, 2);
        for (byte[] slice : volume.labels()) {
            for (int n = 0; n < slice.length; n++) {
                int i = n % columns;
                int j = n / columns;
                slice[n] = (byte) (i == 0 || i > holeColumns || j == 0 || j > holeRows ? 1 : 0);
            }
        }
        HoleFilling.apply(volume.labels(), volume);
        return count(volume, 1) / 2 - (long) columns * (holeRows + 2) + (long) holeColumns * holeRows;
    }

    @Test
    void aClosedCavityIsFilledUpTo20Millilitres() {
        // Voxels of 1 mL whose slices are too large for the rule of the slice
        Affine affine = Drawn.spacing(100, 10, 1);
        assertThat(cavityFilled(affine, 5, 4)).isTrue();
        assertThat(cavityFilled(affine, 7, 3)).isFalse();
    }

    private static boolean cavityFilled(Affine affine, int columns, int rows) {
        LabelVolume volume = Drawn.empty(affine, columns + 2, rows + 2, 3);
        for (byte[] slice : volume.labels()) {
            java.util.Arrays.fill(slice, (byte) 1);
        }
        for (int j = 1; j <= rows; j++) {
            for (int i = 1; i <= columns; i++) {
                volume.labels()[1][j * (columns + 2) + i] = 0;
            }
        }
        HoleFilling.apply(volume.labels(), volume);
        return count(volume, 0) == 0;
    }

    @Test
    void aCavityAtTheFirstOrLastSliceIsOpen() {
        Affine affine = Drawn.spacing(100, 10, 1);
        String open = "1111111 1.....1 1111111";
        String closed = "1111111 1111111 1111111";
        expect(affine, new String[] {open, closed, closed}, open, closed, closed);
        expect(affine, new String[] {closed, closed, open}, closed, closed, open);
        expect(affine, new String[] {closed, open, closed}, closed, closed, closed);
    }

    private static void expect(Affine affine, String[] before, String... after) {
        LabelVolume volume = Drawn.labels(affine, before);
        HoleFilling.apply(volume.labels(), volume);
        assertThat(volume.labels()).isDeepEqualTo(Drawn.labels(affine, after).labels());
    }

    private static long count(LabelVolume volume, int label) {
        long count = 0;
        for (byte[] slice : volume.labels()) {
            for (byte value : slice) {
                count += value == label ? 1 : 0;
            }
        }
        return count;
    }
}
