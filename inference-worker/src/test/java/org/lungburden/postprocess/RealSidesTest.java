package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;
import org.lungburden.preprocess.BodyBox;
import org.lungburden.testing.Crop;
import org.lungburden.testing.RealChest;

/**
 * Real scans that end beside one lung, with the outlines of readers. Two scans are left out: their outlines lack tumors
 * and collapsed lung, which leaves pieces of one lung that do not touch.
 */
class RealSidesTest {
    static Stream<String> scans() {
        return Stream.concat(
                Stream.of("a", "b-6mm", "b-thin", "c", "d", "e", "f").map(name -> "covid-volumes/case-" + name),
                Stream.of("001", "002", "005", "016", "028").map(name -> "effusion-volumes/lung1-" + name));
    }

    @ParameterizedTest
    @MethodSource("scans")
    void oneLungIsNeverTwo(String name) throws IOException {
        Volume scan = RealChest.scan(name);
        LabelVolume labels = LabelCleanup.of(RealChest.labels(RealChest.codes(name)), scan);
        Sides both = sides(scan, labels);
        assertThat(smallerShare(both)).as("both lungs of the whole scan").isGreaterThan(0.2);
        for (byte side = LungSides.RIGHT; side <= LungSides.LEFT; side++) {
            int[] extent = extent(both.voxels(), side, scan.columns());
            Volume crop = Crop.columns(scan, extent[0], extent[1]);
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
}
