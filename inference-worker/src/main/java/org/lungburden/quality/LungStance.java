package org.lungburden.quality;

import java.util.Arrays;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;

/**
 * Whether the lungs stand upright. The apex and the dome of the diaphragm both bulge toward the head, so a lung lies higher
 * in its middle than at its rim. And lungs are wide at the base and narrow at the apex.
 *
 * <p>In 29 chests the correlation of height and distance from the rim is 0.13 to 0.54. The logarithm of the ratio of both
 * widths is 0.28 and more. Upside down, both change their sign.
 */
final class LungStance {
    private static final double LEAST_CORRELATION = -0.05;
    private static final double LEAST_WIDER = 1.2;
    /** A lung that is cut in its middle has no apex or no base. */
    private static final double CUT_SHARE = 0.5;
    /** The widths are those of slices between these shares of the lungs' height, seen from either end. */
    private static final double FROM_SHARE = 0.05;

    private static final double TO_SHARE = 0.2;
    /** In fewer slices lungs have no shape. */
    private static final int LEAST_SLICES = 8;

    private final LabelVolume labels;

    private LungStance(LabelVolume labels) {
        this.labels = labels;
    }

    /** @param labels what is not 0 is lung */
    static boolean isUpsideDown(Lungs lungs, LabelVolume labels) {
        if (lungs.cutShare() > CUT_SHARE || lungs.slicesWithLung() < LEAST_SLICES) {
            return false;
        }
        LungStance stance = new LungStance(labels);
        return stance.isWiderAbove(lungs.area()) && stance.heightToDepth() < LEAST_CORRELATION;
    }

    private boolean isWiderAbove(long[] area) {
        int lowest = 0;
        int highest = area.length - 1;
        while (area[lowest] == 0) {
            lowest++;
        }
        while (area[highest] == 0) {
            highest--;
        }
        int from = (int) (FROM_SHARE * (highest - lowest));
        int to = (int) (TO_SHARE * (highest - lowest));
        double below = 0;
        double above = 0;
        for (int n = from; n <= to; n++) {
            below += boxPixels(lowest + n);
            above += boxPixels(highest - n);
        }
        return above > LEAST_WIDER * below;
    }

    /** Pixels of the box around the lung in a slice. */
    private long boxPixels(int k) {
        int columns = labels.columns();
        int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE};
        int[] high = {-1, -1};
        byte[] slice = labels.labels()[k];
        for (int n = 0; n < slice.length; n++) {
            if (slice[n] != 0) {
                low[0] = Math.min(low[0], n % columns);
                high[0] = Math.max(high[0], n % columns);
                low[1] = Math.min(low[1], n / columns);
                high[1] = Math.max(high[1], n / columns);
            }
        }
        return high[0] < 0 ? 0 : (high[0] - low[0] + 1L) * (high[1] - low[1] + 1L);
    }

    /** Correlation, over the columns of voxels that meet lung, of the lung's middle height with the distance from the rim. */
    private double heightToDepth() {
        int[] height = middleHeights();
        int[] depth = depths(height);
        double n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        double sumYy = 0;
        for (int at = 0; at < height.length; at++) {
            if (height[at] >= 0) {
                n++;
                sumX += depth[at];
                sumY += height[at];
                sumXx += (double) depth[at] * depth[at];
                sumXy += (double) depth[at] * height[at];
                sumYy += (double) height[at] * height[at];
            }
        }
        double spread = Math.sqrt((n * sumXx - sumX * sumX) * (n * sumYy - sumY * sumY));
        return spread == 0 ? 0 : (n * sumXy - sumX * sumY) / spread;
    }

    /** {@code [j * columns + i]}: the lowest plus the highest slice of lung, -1 without lung. */
    private int[] middleHeights() {
        int[] lowest = new int[labels.columns() * labels.rows()];
        int[] highest = new int[lowest.length];
        Arrays.fill(lowest, -1);
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < labels.labels().length; k++) {
            interruption.check();
            byte[] slice = labels.labels()[k];
            for (int n = 0; n < slice.length; n++) {
                if (slice[n] != 0) {
                    lowest[n] = lowest[n] < 0 ? k : lowest[n];
                    highest[n] = k;
                }
            }
        }
        for (int n = 0; n < lowest.length; n++) {
            lowest[n] += lowest[n] < 0 ? 0 : highest[n];
        }
        return lowest;
    }

    /** Steps along rows and columns to the nearest pixel without lung; beyond the scan is none. */
    private int[] depths(int[] height) {
        int columns = labels.columns();
        int[] depth = new int[height.length];
        for (int n = 0; n < depth.length; n++) {
            int before = n % columns == 0 ? 0 : depth[n - 1];
            int above = n < columns ? 0 : depth[n - columns];
            depth[n] = height[n] < 0 ? 0 : 1 + Math.min(before, above);
        }
        for (int n = depth.length - 1; n >= 0; n--) {
            int after = n % columns == columns - 1 ? 0 : depth[n + 1];
            int below = n + columns >= depth.length ? 0 : depth[n + columns];
            depth[n] = Math.min(depth[n], 1 + Math.min(after, below));
        }
        return depth;
    }
}
