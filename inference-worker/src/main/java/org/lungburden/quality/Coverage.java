package org.lungburden.quality;

import java.util.Optional;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * Whether the scan holds the whole lungs. Lung in the first or last slice goes on beyond it. In a slice, lung that a
 * straight line from outside reaches before any tissue has lost its chest wall to the edge of the field of view; the edge
 * may be that of the image, or of the circle that the scanner fills up.
 */
public final class Coverage {
    /** Share of the largest cross-section. In 26 of 27 whole chests no voxel of lung lies in an outer slice. */
    private static final double CUT_SHARE = 0.0025;
    /** Share of the lines that reach lung. In all measured chests no line does so before tissue. */
    private static final double OPEN_SHARE = 0.005;

    private static final int TISSUE_HU = -300;

    private final LabelVolume labels;
    private final Volume scan;
    private long lines;
    private long open;

    private Coverage(LabelVolume labels, Volume scan) {
        this.labels = labels;
        this.scan = scan;
    }

    /**
     * {@code LUNG_TRUNCATED}. Its value is the largest cut in percent: of the largest cross-section at either end, of the
     * lung's outline for the field of view.
     *
     * @param labels on the grid of {@code scan}
     * @param scan in the canonical orientation
     */
    public static Optional<Finding> of(Lungs lungs, LabelVolume labels, Volume scan) {
        double openShare = new Coverage(labels, scan).openShare();
        StringBuilder found = new StringBuilder();
        add(found, lungs.cutShareBelow(), CUT_SHARE, " % of its largest cross-section in the lowest slice");
        add(found, lungs.cutShareAbove(), CUT_SHARE, " % of its largest cross-section in the highest slice");
        add(found, openShare, OPEN_SHARE, " % of its outline at the edge of the field of view");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                Finding.Code.LUNG_TRUNCATED,
                100 * Math.max(lungs.cutShare(), openShare),
                "The scan does not show the whole lung: it cuts " + found
                        + ". Volumes are too low, and percentages hold for the visible part only."));
    }

    private static void add(StringBuilder found, double share, double limit, String where) {
        if (share >= limit) {
            String percent = share < 0.01 ? "less than 1" : Finding.whole(100 * share);
            found.append(found.isEmpty() ? "" : ", ").append(percent).append(where);
        }
    }

    private double openShare() {
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < scan.slices(); k++) {
            interruption.check();
            for (int j = 0; j < scan.rows(); j++) {
                line(k, j * scan.columns(), 1, scan.columns());
            }
            for (int i = 0; i < scan.columns(); i++) {
                line(k, i, scan.columns(), scan.rows());
            }
        }
        return lines == 0 ? 0 : (double) open / lines;
    }

    /** Looks along a row or column from both ends. */
    private void line(int k, int from, int step, int length) {
        int to = from + step * (length - 1);
        int first = firstLung(k, from, step, length);
        if (first < 0) {
            return;
        }
        lines += 2;
        open += isBare(k, from, step, first) ? 1 : 0;
        open += isBare(k, to, -step, firstLung(k, to, -step, length)) ? 1 : 0;
    }

    private int firstLung(int k, int from, int step, int length) {
        byte[] slice = labels.labels()[k];
        for (int n = 0; n < length; n++) {
            if (slice[from + n * step] != 0) {
                return n;
            }
        }
        return -1;
    }

    private boolean isBare(int k, int from, int step, int length) {
        short[] hu = scan.hu()[k];
        for (int n = 0; n < length; n++) {
            if (hu[from + n * step] > TISSUE_HU) {
                return false;
            }
        }
        return true;
    }
}
