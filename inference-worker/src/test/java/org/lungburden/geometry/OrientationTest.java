package org.lungburden.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrientationTest {

    static List<Affine> affines() {
        List<Affine> affines = new ArrayList<>(Grids.all48(0.75, 1.25, 2.5, -101.5, 33.25, -710));
        Grids.all48(0.7, 0.9, 3, 12.3, -45.6, 78.9).forEach(affine -> affines.add(Grids.turned(affine, 20)));
        return affines;
    }

    @Test
    void scansOfAll48OrientationsDiffer() {
        Set<Affine> distinct = new HashSet<>(affines());
        assertThat(distinct).hasSize(96);
    }

    @ParameterizedTest
    @MethodSource("affines")
    void canonicalAxesRunToTheLeftToTheBackAndToTheHead(Affine affine) {
        Volume canonical = Orientation.of(affine).toCanonical(Grids.random(3, 4, 5, affine, 1));
        for (int axis = 0; axis < 3; axis++) {
            double cosine =
                    canonical.affine().at(axis, axis) / canonical.affine().spacingMm()[axis];
            assertThat(axis == 2 ? cosine : -cosine).isGreaterThan(0.8);
        }
    }

    @ParameterizedTest
    @MethodSource("affines")
    void everyVoxelKeepsItsPlaceInThePatient(Affine affine) {
        int columns = 5;
        int rows = 3;
        short[][] hu = new short[7][columns * rows];
        Map<Short, double[]> places = new HashMap<>();
        for (int n = 0; n < 7 * columns * rows; n++) {
            hu[n / 15][n % 15] = (short) n;
            places.put((short) n, affine.apply(n % columns, n / columns % rows, n / 15));
        }
        Volume canonical = Orientation.of(affine).toCanonical(new Volume(hu, columns, rows, affine));
        int seen = 0;
        for (int k = 0; k < canonical.slices(); k++) {
            for (int p = 0; p < canonical.hu()[k].length; p++) {
                double[] place = canonical.affine().apply(p % canonical.columns(), p / canonical.columns(), k);
                assertThat(places.get(canonical.hu()[k][p])).containsExactly(place, within(1e-9));
                seen++;
            }
        }
        assertThat(seen).isEqualTo(105);
    }

    /** Edges beyond one block of the copy, and shapes that are no multiple of it. */
    @ParameterizedTest
    @MethodSource("affines")
    void labelsComeBackToTheirOwnVoxels(Affine affine) {
        Volume scan = Grids.random(67, 33, 41, affine, 2);
        Orientation orientation = Orientation.of(affine);
        Volume canonical = orientation.toCanonical(scan);
        byte[][] labels = new byte[canonical.slices()][canonical.columns() * canonical.rows()];
        for (int k = 0; k < labels.length; k++) {
            for (int p = 0; p < labels[k].length; p++) {
                labels[k][p] = (byte) canonical.hu()[k][p];
            }
        }
        LabelVolume back =
                orientation.toScan(new LabelVolume(labels, canonical.columns(), canonical.rows(), canonical.affine()));
        assertThat(back.affine()).isEqualTo(affine);
        assertThat(List.of(back.columns(), back.rows(), back.slices())).containsExactly(67, 33, 41);
        for (int k = 0; k < 41; k++) {
            for (int p = 0; p < 67 * 33; p++) {
                if (back.labels()[k][p] != (byte) scan.hu()[k][p]) {
                    assertThat(back.labels()[k][p])
                            .as("slice %d pixel %d", k, p)
                            .isEqualTo((byte) scan.hu()[k][p]);
                }
            }
        }
    }

    /** Two columns, two rows, two slices; a scan whose rows run from back to front, as NIfTI's RAS+ files do. */
    @Test
    void turnsARasVolumeAsDrawn() {
        Affine ras = Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        Volume scan = new Volume(new short[][] {{1, 2, 3, 4}, {5, 6, 7, 8}}, 2, 2, ras);
        Volume canonical = Orientation.of(ras).toCanonical(scan);
        assertThat(canonical.hu()).isDeepEqualTo(new short[][] {{4, 3, 2, 1}, {8, 7, 6, 5}});
        assertThat(canonical.affine()).isEqualTo(Affine.ofRows(-1, 0, 0, 1, 0, -1, 0, 1, 0, 0, 1, 0));
    }

    /** Sagittal slices from right to left whose columns run to the back and rows to the feet. */
    @Test
    void turnsASagittalVolumeAsDrawn() {
        Affine sagittal = Affine.ofRows(0, 0, -4, 10, -2, 0, 0, 20, 0, -3, 0, 30);
        Volume scan = new Volume(new short[][] {{1, 2, 3, 4, 5, 6}, {7, 8, 9, 10, 11, 12}}, 3, 2, sagittal);
        Volume canonical = Orientation.of(sagittal).toCanonical(scan);
        assertThat(canonical.columns()).isEqualTo(2);
        assertThat(canonical.rows()).isEqualTo(3);
        assertThat(canonical.hu()).isDeepEqualTo(new short[][] {{4, 10, 5, 11, 6, 12}, {1, 7, 2, 8, 3, 9}});
    }

    @Test
    void aCanonicalScanIsNotCopied() {
        Affine lps = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0);
        Volume scan = Grids.random(4, 3, 2, lps, 3);
        assertThat(Orientation.of(lps).toCanonical(scan)).isSameAs(scan);
    }

    @Test
    void slicesInReverseOrderAreShared() {
        Affine headFirst = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -2, 0);
        Volume scan = Grids.random(4, 3, 2, headFirst, 3);
        assertThat(Orientation.of(headFirst).toCanonical(scan).hu()[0]).isSameAs(scan.hu()[1]);
    }

    /** Greedily both i and j would take the patient's x. */
    @Test
    void noPatientAxisIsTakenTwice() {
        Affine skewed = Affine.ofRows(-0.8, -0.75, 0, 0, -0.6, 0.66, 0, 0, 0, 0, 1, 0);
        Orientation orientation = Orientation.of(skewed);
        assertThat(List.of(orientation.scanAxis(0), orientation.scanAxis(1), orientation.scanAxis(2)))
                .containsExactly(0, 1, 2);
        assertThat(orientation.isReversed(1)).isTrue();
    }

    @Test
    void refusesASingularAffineAndAForeignScan() {
        Affine flat = Affine.ofRows(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0);
        assertThatThrownBy(() -> Orientation.of(flat)).isInstanceOf(IllegalArgumentException.class);
        Affine one = Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        Affine other = Affine.ofRows(1, 0, 0, 5, 0, 1, 0, 0, 0, 0, 1, 0);
        assertThatThrownBy(() -> Orientation.of(one).toCanonical(Grids.random(2, 2, 2, other, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
