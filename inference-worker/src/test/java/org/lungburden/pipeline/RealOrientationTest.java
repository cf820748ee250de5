package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.quality.Finding;
import org.lungburden.quality.Lungs;
import org.lungburden.quality.OrientationCheck;
import org.lungburden.testing.Crop;
import org.lungburden.testing.RealChest;

/** Real chests under the right header and under wrong ones. The lungs are those that readers outlined. */
class RealOrientationTest {
    static Stream<String> scans() {
        return Stream.concat(
                Stream.of("a", "b-6mm", "b-thin", "c", "d", "e", "f").map(name -> "covid-volumes/case-" + name),
                Stream.of("001", "002", "005", "008", "016", "024", "028")
                        .map(name -> "effusion-volumes/lung1-" + name));
    }

    @ParameterizedTest
    @MethodSource("scans")
    void aRightHeaderIsNotFlagged(String name) throws IOException {
        assertThat(found(name, "LPS")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scans")
    void slicesThatAreNotAxialAndAScanUpsideDownAreFlagged(String name) throws IOException {
        for (String wrong : new String[] {"LSP", "PSL", "SPL", "SLP", "RPI", "LPI"}) {
            assertThat(found(name, wrong)).as(wrong).isPresent();
        }
    }

    /** The columns up to 40 mm beyond the middle, from either side. */
    @ParameterizedTest
    @MethodSource("scans")
    void aFieldOfViewAroundOneLungIsNotFlagged(String name) throws IOException {
        Volume scan = RealChest.scan(name);
        Volume codes = RealChest.codes(name);
        int half = scan.columns() / 2;
        int beyond = (int) (40 / scan.affine().spacingMm()[0]);
        assertThat(found(Crop.columns(scan, 0, half + beyond), Crop.columns(codes, 0, half + beyond)))
                .isEmpty();
        assertThat(found(
                        Crop.columns(scan, half - beyond, scan.columns()),
                        Crop.columns(codes, half - beyond, scan.columns())))
                .isEmpty();
    }

    /** Not in a chest whose heart is full of contrast medium. */
    @ParameterizedTest
    @CsvSource({
        "covid-volumes/case-a",
        "covid-volumes/case-e",
        "effusion-volumes/lung1-008",
        "effusion-volumes/lung1-024"
    })
    void frontAndBackThatAreSwappedAreFlagged(String name) throws IOException {
        assertThat(found(name, "RAS")).isPresent();
    }

    /** @param axes the directions that the header gives to the scan's right-to-left, front-to-back and feet-to-head axes */
    private static Optional<Finding> found(String name, String axes) throws IOException {
        return found(called(RealChest.scan(name), axes), called(RealChest.codes(name), axes));
    }

    private static Optional<Finding> found(Volume scan, Volume codes) {
        LabelVolume labels = RealChest.labels(codes);
        return OrientationCheck.ofAxes(scan).or(() -> OrientationCheck.ofLungs(Lungs.of(labels, scan), labels, scan));
    }

    private static Volume called(Volume canonical, String axes) {
        double[] rows = new double[12];
        for (int axis = 0; axis < 3; axis++) {
            int at = "RLAPSI".indexOf(axes.charAt(axis));
            rows[4 * (at / 2) + axis] =
                    (at % 2 == 0 ? 1 : -1) * canonical.affine().spacingMm()[axis];
        }
        Affine affine = Affine.ofRows(rows);
        return Orientation.of(affine)
                .toCanonical(new Volume(canonical.hu(), canonical.columns(), canonical.rows(), affine));
    }
}
