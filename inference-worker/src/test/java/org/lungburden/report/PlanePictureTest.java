package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class PlanePictureTest {
    /** Voxels of 1 x 2 x 4 mm. */
    private static final Affine AFFINE = Affine.ofRows(-1, 0, 0, 0, 0, -2, 0, 0, 0, 0, 4, 0);

    private static final int BLACK = 0xff000000;
    private static final int WHITE = 0xffffffff;

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

    @Test
    void grayIsTheLungWindow() {
        assertThat(Ink.gray(-1350)).isZero();
        assertThat(Ink.gray(-1351)).isZero();
        assertThat(Ink.gray(-600)).isEqualTo(127.5);
        assertThat(Ink.gray(150)).isEqualTo(255);
        assertThat(Ink.gray(1000)).isEqualTo(255);
    }

    @Test
    void grayIsInterpolatedBetweenVoxelCenters() {
        fill(-1350);
        for (int k = 0; k < 3; k++) {
            scan.hu()[k][1] = scan.hu()[k][5] = 150;
        }
        BufferedImage picture = picture(Plane.axial(scan, labels, 0), 4);

        // columns at (x + 0.5) / 4 - 0.5
        assertThat(picture.getRGB(2, 0) & 255).isEqualTo((int) (255 * 0.125));
        assertThat(picture.getRGB(5, 0) & 255).isEqualTo((int) (255 * 0.875));
        assertThat(picture.getRGB(7, 3) & 255).isEqualTo((int) (255 * 0.625));
    }

    @Test
    void lesionsAreBlueAndYellowAndTheAnatomyShowsThrough() {
        for (double gray : new double[] {0, 100, 255}) {
            int blue = Ink.rgb(gray, 2);
            assertThat(blue & 255).isGreaterThan(blue >> 16 & 255);
            int yellow = Ink.rgb(gray, 3);
            assertThat(yellow >> 16 & 255).isGreaterThan(yellow & 255);
        }
        assertThat(Ink.rgb(200, 2)).isNotEqualTo(Ink.rgb(100, 2));
        assertThat(Ink.rgb(100, 1)).isEqualTo(Ink.rgb(100, 0)).isEqualTo(0x646464);
    }

    @Test
    void theLungIsOutlinedAndItsInsideIsNot() {
        fill(-1350);
        for (int n : new int[] {1, 2, 5, 6}) {
            labels.labels()[0][n] = 1;
        }
        BufferedImage picture = picture(Plane.axial(scan, labels, 0), 8);
        int outline = Ink.LUNG_OUTLINE.getRGB();

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
        return new PlanePicture(plane, new PlanePicture.Field(0, plane.columns(), 0, plane.rows()), pxPerMm).paint();
    }
}
