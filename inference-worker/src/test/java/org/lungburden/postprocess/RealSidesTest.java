package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;
import org.lungburden.nifti.NiftiStudyReader;
import org.lungburden.preprocess.BodyBox;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.RealCt;

/**
 * Real scans that end beside one lung, with the outlines of readers. Two scans are left out: their outlines lack tumors
 * and collapsed lung, which leaves pieces of one lung that do not touch.
 */
class RealSidesTest {
    private static final int LARGEST_CODE = 3;

    static Stream<String> scans() {
        return Stream.concat(
                Stream.of("a", "b-6mm", "b-thin", "c", "d", "e", "f").map(name -> "covid-volumes/case-" + name),
                Stream.of("001", "002", "005", "016", "028").map(name -> "effusion-volumes/lung1-" + name));
    }

    @ParameterizedTest
    @MethodSource("scans")
    void oneLungIsNeverTwo(String name) throws IOException {
        Volume scan = canonical(name + "_ct.nii.gz");
        LabelVolume labels = LabelCleanup.of(labels(canonical(name + "_labels.nii.gz")), scan);
        Sides both = sides(scan, labels);
        assertThat(smallerShare(both)).as("both lungs of the whole scan").isGreaterThan(0.2);
        for (byte side = LungSides.RIGHT; side <= LungSides.LEFT; side++) {
            int[] extent = extent(both.voxels(), side, scan.columns());
            Volume crop = columns(scan, extent[0], extent[1]);
            byte[][] alone = new byte[scan.slices()][];
            for (int k = 0; k < alone.length; k++) {
                alone[k] = lung(labels.labels()[k], both.voxels()[k], side, scan.columns(), extent);
            }
            Sides found = sides(crop, new LabelVolume(alone, crop.columns(), crop.rows(), crop.affine()));
            assertThat(smallerShare(found)).as("side " + side).isLessThan(0.01);
        }
    }

    private static Sides sides(Volume scan, LabelVolume labels) {
        PixelBox body = BodyBox.of(scan).orElseThrow();
        return Sides.of(labels, scan, body).orElseThrow();
    }

    private static double smallerShare(Sides sides) {
        long[] voxels = new long[3];
        for (byte[] slice : sides.voxels()) {
            for (byte side : slice) {
                voxels[side]++;
            }
        }
        return (double) Math.min(voxels[1], voxels[2]) / (voxels[1] + voxels[2]);
    }

    /** First column, and the column behind the last, that show the side. */
    private static int[] extent(byte[][] sides, byte side, int columns) {
        int[] extent = {columns, 0};
        for (byte[] slice : sides) {
            for (int n = 0; n < slice.length; n++) {
                if (slice[n] == side) {
                    extent[0] = Math.min(extent[0], n % columns);
                    extent[1] = Math.max(extent[1], n % columns + 1);
                }
            }
        }
        return extent;
    }

    private static byte[] lung(byte[] labels, byte[] sides, byte side, int columns, int[] extent) {
        int width = extent[1] - extent[0];
        byte[] lung = new byte[labels.length / columns * width];
        for (int n = 0; n < lung.length; n++) {
            int at = n / width * columns + extent[0] + n % width;
            lung[n] = sides[at] == side ? labels[at] : 0;
        }
        return lung;
    }

    private static Volume columns(Volume scan, int from, int to) {
        short[][] hu = new short[scan.slices()][(to - from) * scan.rows()];
        for (int k = 0; k < hu.length; k++) {
            for (int j = 0; j < scan.rows(); j++) {
                System.arraycopy(scan.hu()[k], j * scan.columns() + from, hu[k], j * (to - from), to - from);
            }
        }
        return new Volume(hu, to - from, scan.rows(), scan.affine());
    }

    private static LabelVolume labels(Volume codes) {
        byte[][] lung = new byte[codes.slices()][codes.columns() * codes.rows()];
        for (int k = 0; k < lung.length; k++) {
            for (int n = 0; n < lung[k].length; n++) {
                int code = codes.hu()[k][n];
                lung[k][n] = (byte) (code >= 1 && code <= LARGEST_CODE ? code : 0);
            }
        }
        return new LabelVolume(lung, codes.columns(), codes.rows(), codes.affine());
    }

    private static Volume canonical(String name) throws IOException {
        Volume scan = new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(RealCt.file(name), progress -> {})
                .scan();
        return Orientation.of(scan.affine()).toCanonical(scan);
    }
}
