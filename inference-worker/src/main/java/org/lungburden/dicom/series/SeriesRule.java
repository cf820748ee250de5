package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Which of several series is measured. The criteria are asked in their order. After each one only the best remain, and
 * each series that leaves is told by which criterion. People word series descriptions, and anonymized exports drop them,
 * so a description only tells against a series: that it shows projections, an expiration, or X-rays of one energy far from
 * the usual one. Where the kernel is not known, it tells that the kernel sharpens.
 */
final class SeriesRule {
    /** Slices this near to the axial plane count as axial; others are refused when they are alone. */
    private static final double AXIAL_DEGREES = 20;

    private static final double THIN_MM = 5;
    /** The lung height comes from a few slices, so a small difference tells nothing. */
    private static final double HEIGHT_TOLERANCE = 0.15;
    /** Kernels and rims of the body change the area by less; a field of view of one lung or the heart halves it. */
    private static final double VOLUME_TOLERANCE = 0.2;

    private SeriesRule() {}

    /**
     * @param better what a series that remains has, for a person
     * @param worse what a series that leaves has instead
     * @param cost lower is better
     * @param tolerance a cost that is higher by less than this is as good
     */
    private record Criterion(String better, String worse, ToDoubleFunction<Entrant> cost, double tolerance) {
        Criterion(String better, String worse, ToDoubleFunction<Entrant> cost) {
            this(better, worse, cost, 0);
        }
    }

    /**
     * A series with what only its pixels tell.
     *
     * @param heightShare of the largest lung height that a series covers
     * @param volumeShare of the largest lung volume that a series shows
     */
    record Entrant(SeriesCandidate series, double heightShare, double volumeShare) {}

    private static final List<Criterion> CRITERIA = List.of(
            new Criterion(
                    "axial slices",
                    "slices that are not axial",
                    entrant -> unless(entrant.series().tiltDegrees() <= AXIAL_DEGREES)),
            new Criterion(
                    "original images",
                    "reformatted, projected or secondary images",
                    entrant -> unless(!entrant.series().types().isComputed())),
            new Criterion(
                    "no projections by its description",
                    "projections by its description (SeriesDescription)",
                    entrant -> unless(entrant.series().describedProjection().isEmpty())),
            new Criterion(
                    "more of the lung height",
                    "less of the lung height",
                    entrant -> -entrant.heightShare(),
                    HEIGHT_TOLERANCE),
            new Criterion(
                    "more of the lungs in its slices",
                    "less of the lungs in its slices",
                    entrant -> -entrant.volumeShare(),
                    VOLUME_TOLERANCE),
            new Criterion(
                    "no expiration by its description",
                    "an expiration by its description (SeriesDescription)",
                    entrant -> unless(!entrant.series().isDescribedAsExpiration())),
            new Criterion(
                    "densities nearest to those of 70 keV by its description",
                    "densities of another energy by its description (SeriesDescription)",
                    entrant -> entrant.series().beyondOrdinaryKev()),
            new Criterion(
                    "slices at most 5 mm apart",
                    "slices more than 5 mm apart",
                    entrant -> unless(entrant.series().distanceMm() <= THIN_MM)),
            new Criterion(
                    "fewer missing slices",
                    "more missing slices",
                    entrant -> entrant.series().missing()),
            new Criterion(
                    "images as the scanner made them",
                    "derived images",
                    entrant -> unless(!entrant.series().types().isDerived())),
            new Criterion(
                    "slices not much thicker than their distance",
                    "slices much thicker than their distance",
                    entrant -> unless(!entrant.series().isMuchThickerThanDistance())),
            new Criterion(
                    "no contrast medium",
                    "contrast medium",
                    entrant -> unless(!Boolean.TRUE.equals(entrant.series().contrast()))),
            new Criterion(
                    "a soft or standard kernel",
                    "a very sharp kernel",
                    entrant -> unless(!entrant.series().hasVerySharpKernel())),
            new Criterion(
                    "more slices", "fewer slices", entrant -> -entrant.series().slices()),
            new Criterion(
                    "the lowest series number",
                    "a higher series number",
                    entrant -> entrant.series().seriesNumber()));

    private static double unless(boolean good) {
        return good ? 0 : 1;
    }

    /**
     * @param best the series that no criterion tells apart, at least one
     * @param reasons what the best have and others lack, in the order of the criteria
     * @param left why each other series is not among the best
     */
    record Verdict(List<SeriesCandidate> best, List<String> reasons, Map<SeriesCandidate, String> left) {}

    /** @param entrants at least one */
    static Verdict judge(List<Entrant> entrants) {
        List<Entrant> remaining = entrants;
        List<String> reasons = new ArrayList<>();
        Map<SeriesCandidate, String> left = new IdentityHashMap<>();
        for (Criterion criterion : CRITERIA) {
            double least =
                    remaining.stream().mapToDouble(criterion.cost()).min().orElse(0);
            List<Entrant> best = remaining.stream()
                    .filter(entrant -> criterion.cost().applyAsDouble(entrant) <= least + criterion.tolerance())
                    .toList();
            if (best.size() < remaining.size()) {
                reasons.add(criterion.better());
                remaining.stream()
                        .filter(entrant -> !best.contains(entrant))
                        .forEach(entrant -> left.put(entrant.series(), criterion.worse()));
            }
            remaining = best;
        }
        return new Verdict(remaining.stream().map(Entrant::series).toList(), reasons, left);
    }
}
