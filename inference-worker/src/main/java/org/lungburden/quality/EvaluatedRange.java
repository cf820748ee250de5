package org.lungburden.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Volume;

/**
 * The scans that a network was measured on. The network answers for other scans too, but nobody has counted how wrong it
 * is there.
 *
 * @param sliceDistanceMm distance or thickness of slices, whichever is larger
 * @param pixelSpacingMm the larger edge of a pixel
 * @param lungMl lung volume, lesions included
 * @param opacityPercent opacity in percent of the lung volume
 */
public record EvaluatedRange(Range sliceDistanceMm, Range pixelSpacingMm, Range lungMl, Range opacityPercent) {
    /** Of a model that tells no range. */
    public static final EvaluatedRange UNTOLD = new EvaluatedRange(Range.ANY, Range.ANY, Range.ANY, Range.ANY);

    /** The network finds lung volumes within some 2 % of the reader's, so that a scan on the edge may lie beyond it. */
    private static final double TOLERANCE = 0.02;

    /** A larger cut explains a small lung. */
    private static final double CUT_SHARE = 0.05;

    /** What was measured, ends included. */
    public record Range(double from, double to) {
        static final Range ANY = new Range(0, Double.POSITIVE_INFINITY);

        /** An end that is null is open. */
        public static Range of(@Nullable Double from, @Nullable Double to) {
            return new Range(from == null ? ANY.from : from, to == null ? ANY.to : to);
        }

        private Optional<String> beyond(String what, double value, String unit) {
            if (value >= from * (1 - TOLERANCE) && value <= to * (1 + TOLERANCE)) {
                return Optional.empty();
            }
            String tested = from == ANY.from
                    ? "up to " + told(to)
                    : to == ANY.to ? "from " + told(from) : told(from) + " to " + told(to);
            return Optional.of(what + " " + told(value) + " " + unit + " (tested " + tested + " " + unit + ")");
        }

        private static String told(double value) {
            return value < 20
                    ? String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "")
                    : Finding.whole(value);
        }
    }

    /**
     * {@code OUTSIDE_EVALUATED_RANGE}, without a value, since several may lie outside.
     *
     * @param scan in the canonical orientation
     * @param thicknessMm of a slice as the scanner tells
     */
    public Optional<Finding> judge(Volume scan, @Nullable Double thicknessMm, Lungs lungs) {
        double[] mm = scan.affine().spacingMm();
        double opacity = lungs.huOfLabel()[2].voxels() + lungs.huOfLabel()[3].voxels();
        List<String> beyond = new ArrayList<>();
        sliceDistanceMm
                .beyond("slices of", thicknessMm == null ? mm[2] : Math.max(mm[2], thicknessMm), "mm")
                .ifPresent(beyond::add);
        pixelSpacingMm.beyond("pixels of", Math.max(mm[0], mm[1]), "mm").ifPresent(beyond::add);
        if (lungs.cutShare() < CUT_SHARE) {
            lungMl.beyond("a lung volume of", lungs.lungMl(), "mL").ifPresent(beyond::add);
        }
        opacityPercent
                .beyond("opacity of", 100 * opacity / Math.max(1, lungs.hu().voxels()), "% of the lung")
                .ifPresent(beyond::add);
        return beyond.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                Finding.Code.OUTSIDE_EVALUATED_RANGE,
                                "Unlike the scans that the network was tested on: " + String.join(", ", beyond)
                                        + ". How wrong the outlines are there is not known; check them before using the numbers."));
    }
}
