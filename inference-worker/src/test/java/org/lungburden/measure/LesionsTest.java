package org.lungburden.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class LesionsTest {
    /** Voxels of 1 x 2 x 5 mm = 0.01 mL; i to the patient's left, j to the back, k to the head (RAS: -, -, +). */
    private static final Affine AFFINE = Affine.ofRows(-1, 0, 0, 100, 0, -2, 0, 50, 0, 0, 5, -300);

    private static final int COLUMNS = 8;
    private static final int ROWS = 5;
    private static final int SLICES = 6;

    private final byte[][] labels = new byte[SLICES][COLUMNS * ROWS];
    private final short[][] hu = new short[SLICES][COLUMNS * ROWS];
    private final byte[][] sides = new byte[SLICES][COLUMNS * ROWS];

    /** All is lung, the right one in the first four columns. */
    LesionsTest() {
        for (int k = 0; k < SLICES; k++) {
            for (int n = 0; n < COLUMNS * ROWS; n++) {
                labels[k][n] = 1;
                sides[k][n] = (byte) (n % COLUMNS < 4 ? 1 : 2);
            }
        }
    }

    private void draw(int label, int i, int j, int k, int value) {
        labels[k][j * COLUMNS + i] = (byte) label;
        hu[k][j * COLUMNS + i] = (short) value;
    }

    private Lesions lesions() {
        LabelVolume drawn = new LabelVolume(labels, COLUMNS, ROWS, AFFINE);
        Volume scan = new Volume(hu, COLUMNS, ROWS, AFFINE);
        return Lesions.of(drawn, scan, sides, new Zones(LabelCounts.of(drawn, scan, sides)));
    }

    @Test
    void aLesionHasItsPlaceInPatientCoordinates() {
        draw(2, 1, 2, 0, -600);
        draw(2, 2, 2, 0, -500);
        draw(2, 2, 2, 1, -550);

        Lesions found = lesions();
        assertThat(found.count()).isEqualTo(1);
        Lesion lesion = found.largest().get(0);
        assertThat(lesion.ml()).isCloseTo(0.03, within(1e-12));
        assertThat(lesion.meanHu()).isEqualTo(-550);
        assertThat(lesion.centroidMm())
                .containsExactly(new double[] {-100 + 5 / 3.0, -46, -300 + 5 / 3.0}, within(1e-9));
        assertThat(lesion.side()).isEqualTo(Side.RIGHT);
        assertThat(lesion.zone()).isEqualTo(Zone.RIGHT_LOWER);
        assertThat(lesion.label()).isEqualTo(2);
        assertThat(lesion.pleural()).isFalse();
    }

    @Test
    void cornersConnectAndClassesDoNot() {
        draw(2, 1, 1, 1, -600);
        draw(2, 2, 2, 2, -600);
        draw(3, 3, 2, 2, 20);
        draw(3, 6, 3, 4, 40);

        Lesions found = lesions();
        assertThat(found.count()).isEqualTo(3);
        assertThat(found.largest())
                .extracting(lesion -> lesion.label() + " " + lesion.side() + " " + lesion.zone())
                .containsExactlyInAnyOrder("2 RIGHT RIGHT_MIDDLE", "3 RIGHT RIGHT_MIDDLE", "3 LEFT LEFT_UPPER");
        assertThat(found.largest().get(0).label()).isEqualTo(2);
    }

    @Test
    void theSurfaceIsTheOutsideAndNotTheEdgeOfTheScan() {
        draw(2, 0, 0, 0, -600);
        assertThat(lesions().largest().get(0).pleural()).isFalse();

        for (int[] step : new int[][] {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}}) {
            draw(2, 3, 2, 3, -600);
            draw(0, 3 + step[0], 2 + step[1], 3 + step[2], 0);
            assertThat(lesions().largest()).anyMatch(Lesion::pleural);
            draw(1, 3 + step[0], 2 + step[1], 3 + step[2], 0);
        }
        draw(0, 4, 3, 3, 0);
        assertThat(lesions().largest()).noneMatch(Lesion::pleural);
    }

    @Test
    void onlyTheLargestAreListed() {
        for (int n = 0; n < 12; n++) {
            draw(2, n % 4 * 2, n / 4 * 2, 0, -600);
        }
        draw(2, 6, 4, 1, -600);

        Lesions found = lesions();
        assertThat(found.count()).isEqualTo(12);
        assertThat(found.largest()).hasSize(Lesions.MOST_LISTED);
        assertThat(found.largest().get(0).ml()).isCloseTo(0.02, within(1e-12));
    }
}
