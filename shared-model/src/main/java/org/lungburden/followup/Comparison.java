package org.lungburden.followup;

import java.util.ArrayList;
import java.util.List;

/**
 * The later of two scans beside the earlier. There is no verdict "stable": two ranges that overlap tell that a change, if
 * there is one, is smaller than what the measurement can show.
 *
 * @param reasons why the scans cannot be compared; empty for every other verdict
 * @param unknown conditions of which neither scan tells, so that nobody knows whether they are the same
 * @param differenceMl opacity of the later minus that of the earlier
 * @param lungDifferencePercent lung volume of the later minus that of the earlier, in percent of the smaller
 */
public record Comparison(
        Verdict verdict,
        List<Reason> reasons,
        List<Reason> unknown,
        double differenceMl,
        double lungDifferencePercent) {

    /** Slices of one thickness differ by rounding and by a step of the scanner: 1 and 1.25 mm, 5 and 6 mm. */
    private static final double SIMILAR_THICKNESS = 1.5;
    /** Beyond it the same lesion fills another share of the lung, and tissue is denser. */
    private static final double OTHER_BREATH_PERCENT = 15;

    public Comparison {
        reasons = List.copyOf(reasons);
        unknown = List.copyOf(unknown);
    }

    /** The first that holds, in this order. */
    public enum Verdict {
        /** The scans were made or measured in another way. */
        NOT_COMPARABLE,
        /** The lung volumes are apart by more than 15 %. */
        DIFFERENT_BREATH,
        /** One of the results does not tell how sure it is, so that nobody can tell a change from an error. */
        RANGE_UNKNOWN,
        /** The ranges do not overlap: a change beyond the error of measurement. */
        CHANGED,
        NOT_DISTINGUISHABLE
    }

    /** A condition of a scan or its measurement. */
    public enum Reason {
        MODEL,
        READER,
        CONTRAST,
        KERNEL,
        THICKNESS
    }

    /** Compares a scan with one before it. */
    public static Comparison of(Measured earlier, Measured later) {
        List<Reason> reasons = differing(earlier, later);
        double smaller = Math.min(earlier.lungMl(), later.lungMl());
        double lungs = smaller > 0 ? 100 * (later.lungMl() - earlier.lungMl()) / smaller : 0;
        return new Comparison(
                verdict(earlier, later, !reasons.isEmpty(), lungs),
                reasons,
                unknown(earlier, later),
                later.opacityMl() - earlier.opacityMl(),
                lungs);
    }

    private static Verdict verdict(Measured earlier, Measured later, boolean differ, double lungs) {
        if (differ) {
            return Verdict.NOT_COMPARABLE;
        }
        if (Math.abs(lungs) > OTHER_BREATH_PERCENT) {
            return Verdict.DIFFERENT_BREATH;
        }
        if (earlier.range() == null || later.range() == null) {
            return Verdict.RANGE_UNKNOWN;
        }
        return earlier.range().overlaps(later.range()) ? Verdict.NOT_DISTINGUISHABLE : Verdict.CHANGED;
    }

    /** What only one scan tells differs: the other may be of either kind. */
    private static List<Reason> differing(Measured earlier, Measured later) {
        List<Reason> reasons = new ArrayList<>();
        if (!earlier.model().equals(later.model())) {
            reasons.add(Reason.MODEL);
        }
        if (earlier.reader() == null
                ? later.reader() != null
                : !earlier.reader().equals(later.reader())) {
            reasons.add(Reason.READER);
        }
        if (!earlier.contrast().equals(later.contrast())) {
            reasons.add(Reason.CONTRAST);
        }
        if (earlier.kernel() != later.kernel()) {
            reasons.add(Reason.KERNEL);
        }
        double thinner = Math.min(earlier.thicknessMm(), later.thicknessMm());
        if (Math.max(earlier.thicknessMm(), later.thicknessMm()) > thinner * SIMILAR_THICKNESS) {
            reasons.add(Reason.THICKNESS);
        }
        return reasons;
    }

    private static List<Reason> unknown(Measured earlier, Measured later) {
        List<Reason> unknown = new ArrayList<>();
        if (earlier.contrast().equals(Measured.UNKNOWN_CONTRAST)
                && later.contrast().equals(Measured.UNKNOWN_CONTRAST)) {
            unknown.add(Reason.CONTRAST);
        }
        if (earlier.kernel() == Measured.KernelClass.UNKNOWN && later.kernel() == Measured.KernelClass.UNKNOWN) {
            unknown.add(Reason.KERNEL);
        }
        return unknown;
    }
}
