package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class PlanePictureTest {
    /** Voxels of 1 x 2 x 4 mm. */
    private static final Affine AFFINE = Affine.ofRows(-1, 0, 0, 0, 0, -2, 0, 0, 0, 0, 4, 0);

    private static final int BLACK = 0xff000000;
    private static final int WHITE = 0xffffffff;
    /** Of 128 grays. */
    private static final int ONE_STEP = 2;

    private final Volume scan = new Volume(new short[3][4 * 2], 4, 2, AFFINE);
    private final LabelVolume labels = new LabelVolume(new byte[3][4 * 2], 4, 2, AFFINE);

    @Test
    void pixelsHaveTheShapeOfTheVoxels() {
        BufferedImage axial = picture(Plane.axial(scan, labels, 0), 3);
        assertThat(new int[] {axial.getWidth(), axial.getHeight()}).containsExactly(12, 12);
        BufferedImage coronal = picture(Plane.coronal(scan, labels, 0), 3);
        assertThat(new int[] {coronal.getWidth(), coronal.getHeight()}).containsExactly(12, 36);
    }

    @Test
    void anAxialCutHasThePatientsRightOnTheLeftAndTheFrontOnTop() {
        fill(-2000);
        scan.hu()[1][0] = 2000;
        BufferedImage picture = picture(Plane.axial(scan, labels, 1), 2);

        assertThat(picture.getRGB(0, 0)).isEqualTo(WHITE);
        assertThat(picture.getRGB(7, 0)).isEqualTo(BLACK);
        assertThat(picture.getRGB(0, 7)).isEqualTo(BLACK);
        assertThat(picture(Plane.axial(scan, labels, 0), 2).getRGB(0, 0)).isEqualTo(BLACK);
    }

    @Test
    void aCoronalCutHasTheHeadOnTop() {
        fill(-2000);
        scan.hu()[2][4] = 2000;
        BufferedImage picture = picture(Plane.coronal(scan, labels, 1), 2);

        assertThat(picture.getRGB(0, 0)).isEqualTo(WHITE);
        assertThat(picture.getRGB(0, picture.getHeight() - 1)).isEqualTo(BLACK);
        assertThat(picture(Plane.coronal(scan, labels, 0), 2).getRGB(0, 0)).isEqualTo(BLACK);
    }

    @ParameterizedTest
    @CsvSource({"-3000, 0", "-1351, 0", "-1350, 0", "-600, 128", "150, 255", "1000, 255"})
    void grayIsTheLungWindow(int hu, int gray) {
        fill(hu);
        int rgb = picture(Plane.axial(scan, labels, 0), 2).getRGB(3, 3) & 0xffffff;
        assertThat(rgb & 255).isCloseTo(gray, within(ONE_STEP));
        assertThat(rgb).isEqualTo(0x010101 * (rgb & 255));
    }

    @Test
    void grayIsInterpolatedBetweenVoxelCenters() {
        fill(-1350);
        for (int k = 0; k < 3; k++) {
            scan.hu()[k][1] = scan.hu()[k][5] = 150;
        }
        BufferedImage picture = picture(Plane.axial(scan, labels, 0), 4);

        // columns at (x + 0.5) / 4 - 0.5
        assertThat(picture.getRGB(2, 0) & 255).isCloseTo((int) (255 * 0.125), within(ONE_STEP));
        assertThat(picture.getRGB(5, 0) & 255).isCloseTo((int) (255 * 0.875), within(ONE_STEP));
        assertThat(picture.getRGB(7, 3) & 255).isCloseTo((int) (255 * 0.625), within(ONE_STEP));
    }

    @Test
    void rowsAreInterpolatedToo() {
        fill(-1350);
        for (int n = 4; n < 8; n++) {
            scan.hu()[0][n] = 150;
        }
        BufferedImage picture = picture(Plane.axial(scan, labels, 0), 2);

        // rows of 2 mm at (y + 0.5) / 4 - 0.5
        assertThat(picture.getRGB(0, 1) & 255).isZero();
        assertThat(picture.getRGB(0, 2) & 255).isCloseTo((int) (255 * 0.125), within(ONE_STEP));
        assertThat(picture.getRGB(5, 5) & 255).isCloseTo((int) (255 * 0.875), within(ONE_STEP));
        assertThat(picture.getRGB(5, 6) & 255).isEqualTo(255);
    }

    @Test
    void lesionsAreBlueAndYellowAndTheAnatomyShowsThrough() {
        int[] graysOfBlue = new int[3];
        for (int n = 0; n < 3; n++) {
            fill(new int[] {-1350, -600, 150}[n]);
            int blue = inside(2);
            assertThat(blue & 255).isGreaterThan(blue >> 16 & 255);
            graysOfBlue[n] = blue >> 16 & 255;
            int yellow = inside(3);
            assertThat(yellow >> 16 & 255).isGreaterThan(yellow & 255);
            assertThat(inside(1)).isEqualTo(inside(0));
        }
        assertThat(graysOfBlue).isSorted().doesNotHaveDuplicates();
    }

    /** Color of a voxel in the midst of others of its label. */
    private int inside(int label) {
        for (byte[] slice : labels.labels()) {
            java.util.Arrays.fill(slice, (byte) label);
        }
        return picture(Plane.axial(scan, labels, 1), 2).getRGB(4, 4) & 0xffffff;
    }

    @Test
    void theLungIsOutlinedAndItsInsideIsNot() {
        fill(-1350);
        for (int n : new int[] {1, 2, 5, 6}) {
            labels.labels()[0][n] = 1;
        }
        BufferedImage picture = picture(Plane.axial(scan, labels, 0), 8);
        int outline = 0xff000000 | Ink.LUNG_OUTLINE.rgb();

        assertThat(picture.getRGB(7, 16)).isEqualTo(BLACK);
        assertThat(picture.getRGB(8, 16)).isEqualTo(outline);
        assertThat(picture.getRGB(9, 16)).isEqualTo(BLACK);
        assertThat(picture.getRGB(23, 16)).isEqualTo(outline);
        assertThat(picture.getRGB(24, 16)).isEqualTo(BLACK);
    }

    private void fill(int hu) {
        for (short[] slice : scan.hu()) {
            java.util.Arrays.fill(slice, (short) hu);
        }
    }

    private static BufferedImage picture(Plane plane, double pxPerMm) {
        return new PlanePicture(
                        plane,
                        new PlanePicture.Field(0, plane.columns(), 0, plane.rows()),
                        pxPerMm,
                        LabelPaint.Pen.FINE)
                .paint();
    }
}
