package org.lungburden.dicom.series;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.StudyReader;

/**
 * Judges whether slices lie on an even grid. The reader resamples nothing: only evenly spaced slices make a volume.
 *
 * <p>A straight line is fitted through position over slice number (least squares). Each slice must lie on the line,
 * within half a rounding step of the written positions and a small share of the spacing. Single gaps are not compared:
 * of a scan of 0.625 mm that is written with one decimal they are 0.6 and 0.7 mm.
 *
 * <p>Rounding alone can tilt the fitted line, so slices that some line explains by rounding alone are even, too. This
 * second test allows no more than rounding does, see {@link #isRoundedLine}.
 *
 * @param line the even grid that fits best
 * @param fault null when the slices lie on the grid; otherwise {@code DUPLICATE_SLICES}, {@code MISSING_SLICES} or
 *     {@code UNEVEN_SPACING}
 * @param flaws where the fault is, in ascending order; empty without a fault or with a change
 * @param change of the slice distance; null when there is none
 */
record SliceSpacing(
        Line line,
        @Nullable ErrorCode fault,
        List<Flaw> flaws,
        @Nullable SpacingChange change) {
    /** Slices that are nearer to each other lie at one place. */
    static final double SAME_PLACE_MM = 0.01;
    /** Tables and reconstructions are not exact: this share of the spacing is allowed beside the rounding. */
    static final double TOLERANCE = 0.03;
    /** Coarsely rounded positions allow no more than this share. A slice that is missing moves others by a half. */
    static final double MAX_TOLERANCE = 0.25;

    /** Rounding that is coarser than this share of the spacing could hide a missing slice. */
    static final double MAX_ROUNDING = 0.2;

    /** Positions that passed through 32 bits lie a little beside the rounding steps. */
    private static final double ROUNDING_NOISE = 1e-3;
    /** Slices within this share of the strip's breadth are at its edge. */
    private static final double EDGE_SHARE = 0.2;
    /** Of a larger spacing, in rounding steps, 30 % are two steps or more. */
    private static final double LONE_SPACING_STEPS = 2 / 0.3;

    private static final int LONE_SLICES = 16;

    private static final int REFINEMENTS = 3;
    /** Thirds of the range of slopes that the search takes away; afterwards the range is negligible. */
    private static final int SEARCH_STEPS = 80;

    /** Position in mm = start + step x slice number. */
    record Line(double startMm, double stepMm) {
        /** Least squares, from at least two different numbers; with fewer the step is 0. */
        static Line through(double[] numbers, double[] positionsMm) {
            double meanNumber = Arrays.stream(numbers).average().orElse(0);
            double meanMm = Arrays.stream(positionsMm).average().orElse(0);
            double product = 0;
            double square = 0;
            for (int k = 0; k < numbers.length; k++) {
                product += (numbers[k] - meanNumber) * (positionsMm[k] - meanMm);
                square += (numbers[k] - meanNumber) * (numbers[k] - meanNumber);
            }
            double stepMm = square == 0 ? 0 : product / square;
            return new Line(meanMm - stepMm * meanNumber, stepMm);
        }

        /** How far the position lies from its place on the grid, in mm. */
        double offMm(double number, double positionMm) {
            return positionMm - startMm - stepMm * number;
        }
    }

    /**
     * @param slice index of a slice: below the gap, the first of those at one place, or the one beside its place
     * @param missing slices that are missing above the slice; 0 for other faults
     * @param offMm distance from the place on the grid; 0 for other faults
     */
    record Flaw(int slice, int missing, double offMm) {}

    private SliceSpacing(Line line, @Nullable ErrorCode fault, List<Flaw> flaws) {
        this(line, fault, flaws, null);
    }

    /**
     * @param positionsMm along the normal, ascending, in mm
     * @param roundingMm how far rounding may have moved a position, see {@link PositionRounding}
     */
    static SliceSpacing of(double[] positionsMm, double roundingMm) {
        int count = positionsMm.length;
        double[] consecutive = IntStream.range(0, count).asDoubleStream().toArray();
        Line line = Line.through(consecutive, positionsMm);
        if (count < 2) {
            return new SliceSpacing(line, null, List.of());
        }
        List<Flaw> doubled = IntStream.range(0, count - 1)
                .filter(k -> positionsMm[k + 1] - positionsMm[k] < SAME_PLACE_MM)
                .mapToObj(k -> new Flaw(k, 0, 0))
                .toList();
        if (!doubled.isEmpty()) {
            return new SliceSpacing(line, ErrorCode.DUPLICATE_SLICES, doubled);
        }
        if (fits(line, consecutive, positionsMm, roundingMm)) {
            return new SliceSpacing(line, null, List.of());
        }
        return SpacingChange.of(positionsMm, roundingMm)
                .map(change -> new SliceSpacing(line, ErrorCode.UNEVEN_SPACING, List.of(), change))
                .orElseGet(() -> withGaps(positionsMm, roundingMm));
    }

    /** Slices of which some are missing lie on the grid when the numbers of the missing ones are left free. */
    private static SliceSpacing withGaps(double[] positionsMm, double roundingMm) {
        double[] numbers = numbers(positionsMm);
        Line line = Line.through(numbers, positionsMm);
        if (fits(line, numbers, positionsMm, roundingMm)) {
            List<Flaw> gaps = IntStream.range(0, numbers.length - 1)
                    .filter(k -> numbers[k + 1] - numbers[k] > 1)
                    .mapToObj(k -> new Flaw(k, (int) (numbers[k + 1] - numbers[k]) - 1, 0))
                    .toList();
            return new SliceSpacing(line, ErrorCode.MISSING_SLICES, gaps);
        }
        double toleranceMm = toleranceMm(line, roundingMm);
        List<Flaw> beside = IntStream.range(0, numbers.length)
                .mapToObj(k -> new Flaw(k, 0, line.offMm(numbers[k], positionsMm[k])))
                .filter(flaw -> Math.abs(flaw.offMm()) > toleranceMm)
                .toList();
        return new SliceSpacing(line, ErrorCode.UNEVEN_SPACING, beside);
    }

    /** The place of each slice on the grid, counted from the first slice; ascending. */
    private static double[] numbers(double[] positionsMm) {
        double stepMm = typicalGap(positionsMm);
        double[] numbers = new double[positionsMm.length];
        for (int round = 0; round < REFINEMENTS && stepMm > 0; round++) {
            for (int k = 1; k < numbers.length; k++) {
                double steps = (positionsMm[k] - positionsMm[k - 1]) / stepMm;
                numbers[k] = numbers[k - 1] + Math.max(1, Math.rint(steps));
            }
            stepMm = Line.through(numbers, positionsMm).stepMm();
        }
        return numbers;
    }

    private static boolean fits(Line line, double[] numbers, double[] positionsMm, double roundingMm) {
        double farthestMm = IntStream.range(0, numbers.length)
                .mapToDouble(k -> Math.abs(line.offMm(numbers[k], positionsMm[k])))
                .max()
                .orElse(0);
        return farthestMm <= toleranceMm(line, roundingMm)
                || roundingMm <= MAX_ROUNDING * line.stepMm()
                        && isRoundedLine(numbers, positionsMm, roundingMm, farthestMm);
    }

    /**
     * Whether the positions are what rounding makes of an even grid: a digital straight segment. Over {@code n} steps
     * such a segment lies between two parallel lines whose distance is at most 1 - 1/n rounding steps. The distance is a
     * whole step where the grid has places halfway between two steps, which are rounded either way. But when a single
     * slice needs the whole step, this slice is beside its place. Stacks that are too short for a volume are not given
     * the whole step.
     *
     * @param farthestMm of a slice from the fitted line, which bounds the slopes to search
     */
    private static boolean isRoundedLine(double[] numbers, double[] positionsMm, double roundingMm, double farthestMm) {
        int last = numbers.length - 1;
        double steps = numbers[last] - numbers[0];
        double rise = positionsMm[last] - positionsMm[0];
        double low = (rise - 2 * farthestMm) / steps;
        double high = (rise + 2 * farthestMm) / steps;
        for (int n = 0; n < SEARCH_STEPS; n++) {
            double third = (high - low) / 3;
            if (breadthMm(low + third, numbers, positionsMm) < breadthMm(high - third, numbers, positionsMm)) {
                high -= third;
            } else {
                low += third;
            }
        }
        double stepMm = (low + high) / 2;
        double breadthMm = breadthMm(stepMm, numbers, positionsMm);
        return breadthMm <= 2 * roundingMm * (1 - 0.5 / steps)
                || numbers.length >= StudyReader.LEAST_SLICES
                        && breadthMm <= 2 * roundingMm * (1 + ROUNDING_NOISE)
                        && !hasLoneSlice(stepMm, numbers, positionsMm, breadthMm);
    }

    /**
     * Whether exactly one slice lies at one edge of the strip around the positions, and both its neighbors at the other.
     * Where slices are so near that 30 % of the spacing may be a single rounding step, such a slice is beside its place.
     * In a short stack, places halfway between two steps look the same.
     */
    private static boolean hasLoneSlice(double stepMm, double[] numbers, double[] positionsMm, double breadthMm) {
        if (LONE_SPACING_STEPS * breadthMm < stepMm || numbers.length < LONE_SLICES) {
            return false;
        }
        double[] startsMm = IntStream.range(0, numbers.length)
                .mapToDouble(k -> positionsMm[k] - stepMm * numbers[k])
                .toArray();
        double least = Arrays.stream(startsMm).min().orElse(0);
        int[] edges = Arrays.stream(startsMm)
                .mapToInt(start -> edge((start - least) / breadthMm))
                .toArray();
        return IntStream.range(1, edges.length - 1)
                        .filter(k -> edges[k] * edges[k - 1] < 0 && edges[k] * edges[k + 1] < 0)
                        .count()
                == 1;
    }

    /** @return -1 at the lower edge of the strip, 1 at the upper edge, 0 between them */
    private static int edge(double share) {
        return share < EDGE_SHARE ? -1 : share > 1 - EDGE_SHARE ? 1 : 0;
    }

    /** How far apart two lines of this slope are that have all positions between them. A convex function. */
    private static double breadthMm(double stepMm, double[] numbers, double[] positionsMm) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < numbers.length; k++) {
            double startMm = positionsMm[k] - stepMm * numbers[k];
            least = Math.min(least, startMm);
            most = Math.max(most, startMm);
        }
        return most - least;
    }

    private static double toleranceMm(Line line, double roundingMm) {
        return Math.min(MAX_TOLERANCE * line.stepMm(), roundingMm + TOLERANCE * line.stepMm());
    }

    /**
     * The median gap; the lower of the two middle values when the number of gaps is even. A double gap thus counts as a
     * missing slice and the other gap does not count as a half step.
     */
    private static double typicalGap(double[] positionsMm) {
        double[] gaps = IntStream.range(0, positionsMm.length - 1)
                .mapToDouble(k -> positionsMm[k + 1] - positionsMm[k])
                .sorted()
                .toArray();
        return gaps[(gaps.length - 1) / 2];
    }

    int missing() {
        return flaws.stream().mapToInt(Flaw::missing).sum();
    }
}
