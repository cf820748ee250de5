package org.lungburden.dicom.series;

import java.util.List;
import java.util.stream.IntStream;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Vector3;

/** Finds where one scan ends and the next begins in a series that holds two, such as neck and chest. */
final class ScanBreak {
    /**
     * A narrower gap may be a fault within one scan: a lost slice, or a lost rotation of a detector, which covers up to 20
     * mm in scanners of 32 rows. Chosen, not measured; {@link TornScan} guards the lungs where it is wrong.
     */
    private static final double LEAST_GAP_MM = 20;

    /** Two slices that are lost in a row leave a gap of three steps. */
    private static final double LEAST_GAP_STEPS = 3;

    /** Halfway to the double step of a slice that is missing. Rounding and tables change steps by a quarter at most. */
    private static final double STEP_RATIO = 1.5;

    private ScanBreak() {}

    /**
     * @param series no even stack
     * @return two scans that are each an even stack, or the series as it is
     */
    static List<List<PlacedFrame>> split(List<PlacedFrame> series) {
        if (Phases.spacing(series).fault() != ErrorCode.UNEVEN_SPACING) {
            return List.of(series);
        }
        List<PlacedFrame> frames = PlacedFrame.inOrder(series);
        Vector3 normal = frames.get(0).plane().normal();
        double[] gaps = IntStream.range(1, frames.size())
                .mapToDouble(
                        k -> frames.get(k).along(normal) - frames.get(k - 1).along(normal))
                .toArray();
        int widest = IntStream.range(0, gaps.length)
                .reduce((one, other) -> gaps[other] > gaps[one] ? other : one)
                .orElse(0);
        int change = IntStream.range(0, gaps.length)
                .filter(k -> differ(gaps[k], gaps[0]))
                .findFirst()
                .orElse(widest);
        // the slice where the distance changes belongs to the denser scan
        int border = change > 0 && gaps[change] < gaps[change - 1] ? change - 1 : change;
        return IntStream.of(widest, border)
                .mapToObj(k -> List.of(frames.subList(0, k + 1), frames.subList(k + 1, frames.size())))
                .filter(parts -> areScans(parts.get(0), parts.get(1), normal))
                .findFirst()
                .orElse(List.of(series));
    }

    private static boolean areScans(List<PlacedFrame> lower, List<PlacedFrame> upper, Vector3 normal) {
        if (!Phases.isVolume(lower) || !Phases.isVolume(upper)) {
            return false;
        }
        double lowerMm = Math.abs(Phases.spacing(lower).line().stepMm());
        double upperMm = Math.abs(Phases.spacing(upper).line().stepMm());
        double gapMm = upper.get(0).along(normal) - lower.get(lower.size() - 1).along(normal);
        return isWide(gapMm, Math.max(lowerMm, upperMm)) || differ(lowerMm, upperMm);
    }

    /** Whether a gap is too wide for slices that were lost within one scan. */
    static boolean isWide(double gapMm, double stepMm) {
        return gapMm >= LEAST_GAP_MM && gapMm >= LEAST_GAP_STEPS * stepMm;
    }

    private static boolean differ(double oneMm, double otherMm) {
        return Math.max(oneMm, otherMm) >= STEP_RATIO * Math.min(oneMm, otherMm);
    }
}
