package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.inference.Placement;
import org.lungburden.inference.TorchSegmenter;
import org.lungburden.quality.EvaluatedRange;
import org.lungburden.quality.Finding;
import org.lungburden.quality.Lungs;
import org.lungburden.quality.MotionCheck;
import org.lungburden.testing.RealChest;

/** Every real chest whose lungs a reader outlined: none moved, and the shipped network was measured on all of them. */
class RealChestsTest {
    private static EvaluatedRange evaluated;

    @BeforeAll
    static void load() {
        try (TorchSegmenter segmenter = TorchSegmenter.load(Path.of("model"), Placement.cpu(1))) {
            evaluated = segmenter.card().evaluated();
        }
    }

    /** The last column tells by how many mm the upper half lies farther back in the second scan. */
    @ParameterizedTest
    @CsvSource({
        "covid-volumes/case-a, 10",
        "covid-volumes/case-b-6mm, 10",
        "covid-volumes/case-b-thin, 3",
        "covid-volumes/case-c, 5",
        "covid-volumes/case-d, 10",
        "covid-volumes/case-e, 3",
        "covid-volumes/case-f, 3",
        "effusion-volumes/lung1-001, 4",
        "effusion-volumes/lung1-002, 4",
        "effusion-volumes/lung1-005, 4",
        "effusion-volumes/lung1-008, 4",
        "effusion-volumes/lung1-016, 4",
        "effusion-volumes/lung1-024, 4",
        "effusion-volumes/lung1-028, 4"
    })
    void aRealChestIsNotFlaggedUntilItMoves(String name, double mm) throws Exception {
        Volume scan = RealChest.scan(name);
        LabelVolume labels = RealChest.labelsWithDenserLung(name);
        Lungs lungs = Lungs.of(labels, scan);
        assertThat(MotionCheck.of(lungs, scan)).isEmpty();
        assertThat(evaluated).isNotEqualTo(EvaluatedRange.UNTOLD);
        assertThat(evaluated.judge(scan, null, lungs)).isEmpty();
        int rows = (int) Math.round(mm / scan.affine().spacingMm()[1]);
        assertThat(MotionCheck.of(lungs, movedBack(scan, middle(lungs), rows)))
                .map(Finding::code)
                .isEqualTo(Optional.of(Finding.Code.MOTION));
    }

    private static int middle(Lungs lungs) {
        int first = 0;
        while (lungs.area()[first] == 0) {
            first++;
        }
        return first + slices(lungs) / 2;
    }

    private static int slices(Lungs lungs) {
        return (int) Arrays.stream(lungs.area()).filter(voxels -> voxels > 0).count();
    }

    private static Volume movedBack(Volume scan, int fromSlice, int rows) {
        short[][] hu = scan.hu().clone();
        for (int k = fromSlice; k < hu.length; k++) {
            short[] moved = hu[k].clone();
            System.arraycopy(hu[k], 0, moved, rows * scan.columns(), moved.length - rows * scan.columns());
            hu[k] = moved;
        }
        return new Volume(hu, scan.columns(), scan.rows(), scan.affine());
    }
}
