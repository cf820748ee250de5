package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.quality.EvaluatedRange.Range;

/** The drawn chest has slices of 5 mm, pixels of 4 mm, and lungs of 5.1 L without opacity. */
class EvaluatedRangeTest {
    private static final DrawnChest CHEST = DrawnChest.whole();
    private static final Range ANY = Range.of(null, null);
    private static final double LUNG_ML = CHEST.lungs().lungMl();

    @Test
    void aModelWithoutARangeFlagsNothing() {
        assertThat(of(EvaluatedRange.UNTOLD, CHEST, 40.0)).isEmpty();
    }

    @Test
    void aScanWithinTheRangeIsNotFlagged() {
        EvaluatedRange range = new EvaluatedRange(
                Range.of(null, 5.0), Range.of(null, 4.0), Range.of(LUNG_ML, LUNG_ML), Range.of(null, 0.0));
        assertThat(of(range, CHEST, null)).isEmpty();
        assertThat(of(range, CHEST, 5.09)).isEmpty();
    }

    @Test
    void whatLiesOutsideIsTold() {
        EvaluatedRange range =
                new EvaluatedRange(Range.of(null, 4.5), Range.of(0.5, 1.954), Range.of(1727.0, 2000.0), ANY);
        assertThat(of(range, CHEST, null)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.OUTSIDE_EVALUATED_RANGE);
            assertThat(finding.value()).isNull();
            assertThat(finding.message())
                    .startsWith(
                            "Unlike the scans that the network was tested on: slices of 5 mm (tested up to 4.5 mm), "
                                    + "pixels of 4 mm (tested 0.5 to 1.95 mm), a lung volume of "
                                    + Finding.whole(LUNG_ML) + " mL (tested 1727 to 2000 mL). ");
        });
    }

    @Test
    void theThicknessCountsWhereItIsLarger() {
        EvaluatedRange range = new EvaluatedRange(Range.of(null, 6.0), ANY, ANY, ANY);
        assertThat(of(range, CHEST, 1.0)).isEmpty();
        assertThat(of(range, CHEST, 8.0))
                .hasValueSatisfying(
                        finding -> assertThat(finding.message()).contains("slices of 8 mm (tested up to 6 mm). "));
    }

    @Test
    void aSmallLungIsFlaggedUnlessTheScanCutsIt() {
        EvaluatedRange range = new EvaluatedRange(ANY, ANY, Range.of(LUNG_ML * 1.1, null), ANY);
        assertThat(of(range, CHEST, null))
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains("(tested from "));
        assertThat(of(range, CHEST.slices(0, 30), null)).isEmpty();
    }

    /** Lesions are lung: half of the voxels of a lung that is half opacity. */
    @Test
    void opacityIsCountedInPercentOfTheLung() {
        DrawnChest ill = ill(CHEST);
        double percent =
                100.0 * ill.lungs().huOfLabel()[3].voxels() / ill.lungs().hu().voxels();
        assertThat(percent).isBetween(45.0, 55.0);
        assertThat(of(new EvaluatedRange(ANY, ANY, ANY, Range.of(null, percent)), ill, null))
                .isEmpty();
        assertThat(of(new EvaluatedRange(ANY, ANY, ANY, Range.of(null, 40.0)), ill, null))
                .hasValueSatisfying(finding -> assertThat(finding.message())
                        .contains("opacity of " + Finding.whole(percent) + " % of the lung (tested up to 40 % of the"
                                + " lung)"));
    }

    private static DrawnChest ill(DrawnChest chest) {
        byte[][] labels =
                Arrays.stream(chest.labels().labels()).map(byte[]::clone).toArray(byte[][]::new);
        for (int k = 0; k < labels.length / 2; k++) {
            for (int n = 0; n < labels[k].length; n++) {
                labels[k][n] = (byte) (labels[k][n] == 0 ? 0 : 3);
            }
        }
        LabelVolume found = new LabelVolume(
                labels,
                chest.labels().columns(),
                chest.labels().rows(),
                chest.labels().affine());
        return new DrawnChest(chest.scan(), found, chest.sides());
    }

    private static Optional<Finding> of(EvaluatedRange range, DrawnChest chest, @Nullable Double thicknessMm) {
        return range.judge(chest.scan(), thicknessMm, chest.lungs());
    }
}
