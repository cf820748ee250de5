package org.lungburden.quality;

import java.util.Optional;
import java.util.stream.IntStream;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.Volume;

/**
 * Finds a single slice that does not belong to its neighbors: one without an image, or one with another RescaleIntercept.
 * The mean of a slice differs from the mean of its neighbors by at most 16 HU in all measured chests, and by 38 HU where
 * only every third slice is left.
 */
public final class SliceJump {
    private static final double LARGEST_HU = 150;
    /** Towards the neck a chest changes more: the outer slices differ by up to 50 HU from the next. */
    private static final double LARGEST_AT_END_HU = 300;

    private static final int LEAST_SLICES = 3;
    private static final int LOW_HU = -1024;
    private static final int HIGH_HU = 1500;

    /** @param even whether the slice holds one value only */
    private record Slice(double meanHu, int hu, boolean even) {
        static Slice of(short[] hu) {
            long sum = 0;
            for (short value : hu) {
                sum += Math.max(LOW_HU, Math.min(HIGH_HU, value));
            }
            return new Slice((double) sum / hu.length, hu[0], BlankEnds.isBlank(hu));
        }
    }

    private SliceJump() {}

    /** {@code MISSING_SLICES}, {@code NOT_HOUNSFIELD} or nothing. */
    public static Optional<Finding> of(Volume scan) {
        Interruption interruption = Interruption.ofThisThread();
        Slice[] slices = IntStream.range(0, scan.slices())
                .parallel()
                .peek(k -> interruption.check())
                .mapToObj(k -> Slice.of(scan.hu()[k]))
                .toArray(Slice[]::new);
        BlankEnds shown = BlankEnds.of(scan);
        int first = shown.first();
        int last = shown.last();
        if (last - first + 1 < LEAST_SLICES) {
            return Optional.empty();
        }
        for (int k = first; k <= last; k++) {
            String place = "Slice " + (k + 1) + " of " + slices.length + ", counted from the feet,";
            if (slices[k].even()) {
                return Optional.of(Finding.of(
                        Finding.Code.MISSING_SLICES,
                        place + " shows no image: all of it has " + slices[k].hu()
                                + " HU, unlike its neighbors. Export the series again."));
            }
            double jump = jump(slices, k, first, last);
            if (Math.abs(jump) > (k == first || k == last ? LARGEST_AT_END_HU : LARGEST_HU)) {
                return Optional.of(Finding.of(
                        Finding.Code.NOT_HOUNSFIELD,
                        place + " is " + Finding.whole(Math.abs(jump)) + " HU " + (jump > 0 ? "above" : "below")
                                + " its neighbors. Its values are no Hounsfield units; in DICOM, compare its"
                                + " RescaleIntercept with that of the others. Export the series again."));
            }
        }
        return Optional.empty();
    }

    /** From the mean of both neighbors; 0 beside a slice that is itself the odd one. */
    private static double jump(Slice[] slices, int k, int first, int last) {
        double below = slices[k == first ? k + 1 : k - 1].meanHu();
        double above = slices[k == last ? k - 1 : k + 1].meanHu();
        double beyond = slices[k == first ? k + 2 : k == last ? k - 2 : k].meanHu();
        boolean atEnd = k == first || k == last;
        if (Math.abs(atEnd ? below - beyond : below - above) > LARGEST_HU) {
            return 0;
        }
        return slices[k].meanHu() - 0.5 * (below + above);
    }
}
