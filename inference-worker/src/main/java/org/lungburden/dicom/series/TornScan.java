package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;

/**
 * Refuses a chosen stack that is a part of a scan: its last slice shows lung, and lung goes on in slices of another
 * stack. Scanners make long scans in blocks that overlap, exports lose slices where blocks meet, and some scans change
 * their slice distance on the way. Two phases of one scan share most of their extent and are no parts.
 */
final class TornScan {
    private static final double MOST_SHARED = 0.5;

    private final LungSections lungs;
    private final SeriesCandidate chosen;

    TornScan(LungSections lungs, SeriesCandidate chosen) {
        this.lungs = lungs;
        this.chosen = chosen;
    }

    /** @param place of its first slice beyond the chosen stack */
    private record Neighbor(SeriesCandidate series, PlacedFrame place) {}

    /**
     * @param others stacks that may hold the rest
     * @throws CodedException {@code MISSING_SLICES}, {@code UNEVEN_SPACING}, {@code DUPLICATE_SLICES} or
     *     {@code MIXED_GEOMETRY} for parts of one series, {@code AMBIGUOUS_SERIES} for parts in several
     */
    void check(List<SeriesCandidate> others) throws IOException {
        List<SeriesCandidate> parts = others.stream().filter(this::mayBePart).toList();
        List<SeriesCandidate> torn = new ArrayList<>();
        for (boolean upwards : new boolean[] {false, true}) {
            rest(parts, upwards).filter(rest -> !torn.contains(rest)).ifPresent(torn::add);
        }
        if (!torn.isEmpty()) {
            throw fault(torn);
        }
    }

    private boolean mayBePart(SeriesCandidate other) {
        boolean near = chosen.sharesSeriesWith(other)
                || chosen.isInFrameOf(other)
                        && other.frames().get(0).fitsInStackOf(chosen.frames().get(0));
        return other != chosen
                && near
                && chosen.isOfStudyOf(other)
                && !other.types().isLocalizer()
                && (!other.types().isComputed() || chosen.types().isComputed())
                && !Phases.isOnePlace(other.frames())
                && chosen.extent().isParallelTo(other.extent())
                && chosen.extent().sharedWith(other.extent()) < MOST_SHARED;
    }

    /** The stack with the nearest slice beyond an end, when lung goes on there. */
    private Optional<SeriesCandidate> rest(List<SeriesCandidate> parts, boolean upwards) throws IOException {
        PlacedFrame end = chosen.extent().end(upwards);
        Optional<Neighbor> nearest = parts.stream()
                .flatMap(part ->
                        chosen.extent().next(part.extent(), upwards).stream().map(place -> new Neighbor(part, place)))
                .min(Comparator.comparingDouble(neighbor -> distanceMm(end, neighbor.place())));
        boolean goesOn = nearest.isPresent()
                && lungs.areIn(end)
                && lungs.areIn(nearest.get().place());
        return goesOn ? nearest.map(Neighbor::series) : Optional.empty();
    }

    private static double distanceMm(PlacedFrame end, PlacedFrame other) {
        return Math.abs(
                other.along(end.plane().normal()) - end.along(end.plane().normal()));
    }

    private CodedException fault(List<SeriesCandidate> torn) {
        List<SeriesCandidate> parts =
                Stream.concat(Stream.of(chosen), torn.stream()).toList();
        boolean oneSeries = torn.stream().allMatch(chosen::sharesSeriesWith);
        boolean overlap = torn.stream().anyMatch(part -> chosen.extent().sharedWith(part.extent()) > 0);
        if (oneSeries && overlap) {
            return new CodedException(
                    ErrorCode.DUPLICATE_SLICES,
                    "Not measured: the series holds one scan in blocks that overlap (" + counts(parts)
                            + "), and each shows a part of the lungs. Send the series that the scanner joins from them.");
        }
        if (!overlap) {
            checkStack(parts);
        }
        return new SeriesChoiceException(
                ErrorCode.AMBIGUOUS_SERIES,
                "Not measured: each of " + parts.size() + " stacks of slices (" + counts(parts)
                        + ") shows a part of the lungs. " + new Differences(parts).sentence()
                        + (oneSeries ? " Send one scan of the whole lungs." : " Send one series of the whole lungs.")
                        + " " + HowToChoose.sentence(parts),
                SeriesSelection.options(parts));
    }

    /** Tells a missing slice, a change of the distance or another grid with its place. */
    private void checkStack(List<SeriesCandidate> parts) {
        try {
            SliceStack.of(parts.stream()
                    .flatMap(part -> part.frames().stream())
                    .map(frame -> CtSlice.of(frame.frame()))
                    .toList());
        } catch (CodedException e) {
            double gapMm = parts.stream()
                    .mapToDouble(part -> chosen.extent().gapMm(part.extent()))
                    .max()
                    .orElse(0);
            if (e.code() == ErrorCode.UNEVEN_SPACING && ScanBreak.isWide(gapMm, chosen.distanceMm())) {
                throw new SeriesChoiceException(
                        e.code(),
                        "Not measured: the slices are not evenly spaced. They lie in " + parts.size() + " stacks ("
                                + counts(parts) + ") with a gap of " + SpacingFault.decimal(gapMm)
                                + " mm, and each shows a part of the lungs. Send one scan of the whole lungs. "
                                + HowToChoose.sentence(parts),
                        SeriesSelection.options(parts));
            }
            throw e;
        }
    }

    private static String counts(List<SeriesCandidate> parts) {
        return String.join(
                " and ", parts.stream().map(part -> part.slices() + " slices").toList());
    }
}
