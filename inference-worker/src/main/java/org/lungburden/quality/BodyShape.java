package org.lungburden.quality;

import java.util.Arrays;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * Whether the body is deeper than wide in the slices that show lung, which no chest is. The spread of the body along both
 * axes counts, so that a couch or a cover changes little. A scan that cuts the body at the sides tells nothing, be
 * it by the edge of the image or by that of the circle which the scanner fills up.
 *
 * <p>In the measured chests the body is 1.17 to 1.63 times as wide as deep by this measure, and turned by a quarter
 * it is cut in 12.5 % of the rows and less. Crops to one lung cut it at one
 * side in 42 % of the rows and more.
 */
final class BodyShape {
    private static final double LARGEST_WIDTH_TO_DEPTH = 0.92;
    private static final double LARGEST_CUT_SHARE = 0.2;
    /** Slices with less of the largest section of the lungs show shoulders or belly. */
    private static final double LEAST_AREA_SHARE = 0.2;

    private static final int BODY_HU = -300;

    private BodyShape() {}

    /**
     * @param labels on the grid of {@code scan}; what is not 0 is lung, at least one voxel
     * @param scan in the canonical orientation
     */
    static boolean isDeeperThanWide(Lungs lungs, LabelVolume labels, Volume scan) {
        double[] ratios = new double[scan.slices()];
        long first = 0;
        long last = 0;
        int slices = 0;
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < scan.slices(); k++) {
            interruption.check();
            if (lungs.area()[k] >= LEAST_AREA_SHARE * lungs.largestArea()) {
                Section section = Section.of(scan, labels, k);
                ratios[slices++] = section.widthToDepth(scan.affine().spacingMm());
                first += section.cutRowsAtStart;
                last += section.cutRowsAtEnd;
            }
        }
        Arrays.sort(ratios, 0, slices);
        double cutShare = (double) Math.max(first, last) / slices / scan.rows();
        return cutShare <= LARGEST_CUT_SHARE && ratios[slices / 2] <= LARGEST_WIDTH_TO_DEPTH;
    }

    /** Sums over the pixels of the body in one slice. */
    private static final class Section {
        private long pixels;
        private double sumI;
        private double sumII;
        private double sumJ;
        private double sumJj;
        private int cutRowsAtStart;
        private int cutRowsAtEnd;

        static Section of(Volume scan, LabelVolume labels, int k) {
            Section section = new Section();
            short[] hu = scan.hu()[k];
            byte[] lung = labels.labels()[k];
            for (int j = 0; j < scan.rows(); j++) {
                int first = -1;
                int last = -1;
                for (int i = 0; i < scan.columns(); i++) {
                    int n = j * scan.columns() + i;
                    if (hu[n] > BODY_HU || lung[n] != 0) {
                        section.add(i, j);
                        first = first < 0 ? i : first;
                        last = i;
                    }
                }
                boolean body = first >= 0;
                section.cutRowsAtStart +=
                        body && isFilled(hu, j * scan.columns(), first - 1, -1, scan.columns()) ? 1 : 0;
                section.cutRowsAtEnd += body && isFilled(hu, j * scan.columns(), last + 1, 1, scan.columns()) ? 1 : 0;
            }
            return section;
        }

        /** Whether nothing, or exactly the value of the corner, lies beyond the body. Air has noise. */
        private static boolean isFilled(short[] hu, int row, int from, int step, int columns) {
            for (int i = from; i >= 0 && i < columns && i != from + 2 * step; i += step) {
                if (hu[row + i] != hu[0]) {
                    return false;
                }
            }
            return true;
        }

        private void add(int i, int j) {
            pixels++;
            sumI += i;
            sumII += (double) i * i;
            sumJ += j;
            sumJj += (double) j * j;
        }

        double widthToDepth(double[] mm) {
            double width = sumII / pixels - square(sumI / pixels);
            double depth = sumJj / pixels - square(sumJ / pixels);
            return Math.sqrt(width / depth) * mm[0] / mm[1];
        }

        private static double square(double value) {
            return value * value;
        }
    }
}
