package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class SheetSlicesTest {
    private static final Affine MM = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0);

    @Test
    void eachPartOfTheLungsGivesItsWorstSlice() {
        LabelVolume labels = lungs(20, 2, 14);
        lesion(labels, 3, 1);
        lesion(labels, 4, 2);
        lesion(labels, 9, 1);
        lesion(labels, 12, 3);
        lesion(labels, 13, 3);

        // parts: 2-5, 6-9, 10-13
        assertThat(SheetSlices.of(labels).pick(3)).containsExactly(12, 9, 4);
    }

    @Test
    void healthyLungsAreShownEvenly() {
        assertThat(SheetSlices.of(lungs(20, 2, 17)).pick(3)).containsExactly(14, 9, 4);
        assertThat(SheetSlices.of(lungs(20, 0, 20)).pick(4)).containsExactly(17, 12, 7, 2);
    }

    @Test
    void neighborsAreNotShownTwice() {
        LabelVolume labels = lungs(24, 0, 24);
        lesion(labels, 12, 9);
        lesion(labels, 11, 8);
        lesion(labels, 3, 5);

        // parts: 0-11, 12-23; 11 is next to the slice that the upper part shows
        assertThat(SheetSlices.of(labels).pick(2)).containsExactly(12, 3);
    }

    @Test
    void aShortScanShowsEverySlice() {
        assertThat(SheetSlices.of(lungs(5, 1, 4)).pick(12)).containsExactly(3, 2, 1);
    }

    @Test
    void theExtentIsThatOfTheLungs() {
        LabelVolume labels = new LabelVolume(new byte[7][8 * 7], 8, 7, MM);
        labels.labels()[1][2 * 8 + 5] = 1;
        labels.labels()[4][4 * 8 + 3] = 1;
        labels.labels()[4][4 * 8 + 4] = 1;
        SheetSlices slices = SheetSlices.of(labels);

        Volume scan = new Volume(new short[7][8 * 7], 8, 7, MM);
        Plane axial = Plane.axial(scan, labels, 0);
        assertThat(slices.axialField(axial, 0)).isEqualTo(new PlanePicture.Field(3, 6, 2, 5));
        assertThat(slices.axialField(axial, 0.5)).isEqualTo(new PlanePicture.Field(2, 7, 1, 6));
        assertThat(slices.axialField(axial, 9)).isEqualTo(new PlanePicture.Field(0, 8, 0, 7));
        // slices 4 to 1 are rows 2 to 5 from the head
        Plane coronal = Plane.coronal(scan, labels, 0);
        assertThat(slices.coronalField(coronal, 0)).isEqualTo(new PlanePicture.Field(3, 6, 2, 6));
        assertThat(slices.coronalField(coronal, 1)).isEqualTo(new PlanePicture.Field(2, 7, 1, 7));
        assertThat(slices.coronalJ()).isEqualTo(4);
    }

    @Test
    void theCoronalCutGoesThroughTheLargestLesion() {
        LabelVolume labels = new LabelVolume(new byte[2][8 * 7], 8, 7, MM);
        for (int i = 0; i < 8; i++) {
            labels.labels()[0][4 * 8 + i] = 1;
        }
        labels.labels()[1][2 * 8] = 3;
        labels.labels()[1][5 * 8] = 2;
        labels.labels()[0][5 * 8] = 3;
        assertThat(SheetSlices.of(labels).coronalJ()).isEqualTo(5);
    }

    @Test
    void withoutLungThereIsNothingToShow() {
        assertThatIllegalArgumentException().isThrownBy(() -> SheetSlices.of(lungs(3, 0, 0)));
    }

    private static LabelVolume lungs(int slices, int from, int to) {
        LabelVolume labels = new LabelVolume(new byte[slices][12], 4, 3, MM);
        for (int k = from; k < to; k++) {
            java.util.Arrays.fill(labels.labels()[k], (byte) 1);
        }
        return labels;
    }

    private static void lesion(LabelVolume labels, int k, int voxels) {
        java.util.Arrays.fill(labels.labels()[k], 0, voxels, (byte) (2 + voxels % 2));
    }
}
