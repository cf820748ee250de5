package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Vector3;
import org.lungburden.study.StudyReader;

/**
 * Takes apart what one series holds at the same places: phases of a dynamic or gated scan, scans before and after
 * contrast medium, energies, and reconstructions with another kernel or field of view.
 */
final class Phases {
    private Phases() {}

    /**
     * Splits a series by the first attribute that puts images at one place into different groups, or by time. An
     * attribute that counts slices, as some scanners use the acquisition number, leaves no group that could be a volume
     * and splits nothing.
     */
    static List<List<PlacedFrame>> of(List<PlacedFrame> series) {
        int doubled = doubled(series);
        if (doubled == 0 || isOnePlace(series)) {
            return List.of(series);
        }
        for (Distinction attribute : Distinction.ALL) {
            List<List<PlacedFrame>> parts = FrameSets.by(series, attribute.value());
            boolean volumes = parts.stream().anyMatch(part -> part.size() >= StudyReader.LEAST_SLICES);
            if (volumes && parts.stream().mapToInt(Phases::doubled).sum() < doubled) {
                List<List<PlacedFrame>> phases = new ArrayList<>();
                parts.forEach(part -> phases.addAll(of(part)));
                return phases;
            }
        }
        return Passes.of(series);
    }

    /**
     * Splits what lies on different grids of pixels when one of them is a volume, such as a scan and a picture that plans
     * it. Then splits reconstructions and phases whose slices lie between each other's, and scans of different parts of the
     * body, when together they are no even stack and each alone is one.
     */
    static List<List<PlacedFrame>> scans(List<PlacedFrame> series) {
        List<List<PlacedFrame>> grids = FrameSets.alike(series);
        if (grids.size() > 1 && grids.stream().anyMatch(Phases::isVolume)) {
            return grids.stream().flatMap(grid -> scans(grid).stream()).toList();
        }
        for (Distinction attribute : Distinction.OF_SCANS) {
            List<List<PlacedFrame>> parts = FrameSets.by(series, attribute.value());
            if (areInterleavedVolumes(parts) && !(attribute.countsAcquisitions() && Sweep.isOne(series))) {
                return parts.stream().flatMap(part -> scans(part).stream()).toList();
            }
        }
        if (isEven(series) || lacksFewSlices(series)) {
            return List.of(series);
        }
        List<List<PlacedFrame>> stacks = FrameSets.by(series, value(Tag.STACK_ID));
        if (stacks.size() > 1 && stacks.stream().allMatch(Phases::isEven)) {
            return stacks;
        }
        List<List<PlacedFrame>> scans = FrameSets.by(series, value(Tag.ACQUISITION_NUMBER));
        return scans.stream().allMatch(Phases::isVolume) ? scans : ScanBreak.split(series);
    }

    /** A slice that was lost where one acquisition goes over into the next does not make two scans of one. */
    private static boolean lacksFewSlices(List<PlacedFrame> series) {
        SliceSpacing spacing = spacing(series);
        double stepMm = Math.abs(spacing.line().stepMm());
        return spacing.fault() == ErrorCode.MISSING_SLICES
                && spacing.flaws().stream().noneMatch(gap -> ScanBreak.isWide((gap.missing() + 1) * stepMm, stepMm));
    }

    private static Function<PlacedFrame, Object> value(int tag) {
        return frame -> frame.attributes().text(tag);
    }

    /** Whether several images all lie at one place, as when the arrival of contrast medium is watched. */
    static boolean isOnePlace(List<PlacedFrame> frames) {
        return frames.size() > 1 && frames.stream().allMatch(frame -> frame.sharesPlaceWith(frames.get(0)));
    }

    static boolean isEven(List<PlacedFrame> frames) {
        return frames.stream().allMatch(frame -> frame.fitsInStackOf(frames.get(0)))
                && spacing(frames).fault() == null;
    }

    static boolean isVolume(List<PlacedFrame> frames) {
        return frames.size() >= StudyReader.LEAST_SLICES && isEven(frames);
    }

    /** Whether each of several parts is a volume and at least two of them lie at the same heights. */
    static boolean areInterleavedVolumes(List<List<PlacedFrame>> parts) {
        return parts.size() > 1
                && parts.stream().allMatch(Phases::isVolume)
                && IntStream.range(1, parts.size())
                        .anyMatch(n -> parts.subList(0, n).stream().anyMatch(part -> overlap(part, parts.get(n))));
    }

    private static boolean overlap(List<PlacedFrame> one, List<PlacedFrame> other) {
        Vector3 normal = one.get(0).plane().normal();
        DoubleSummaryStatistics first =
                one.stream().mapToDouble(frame -> frame.along(normal)).summaryStatistics();
        DoubleSummaryStatistics second =
                other.stream().mapToDouble(frame -> frame.along(normal)).summaryStatistics();
        return first.getMin() < second.getMax() && second.getMin() < first.getMax();
    }

    /** The number of frames that lie where another one lies. */
    private static int doubled(List<PlacedFrame> frames) {
        double[] places = places(frames);
        return (int) IntStream.range(1, places.length)
                .filter(k -> places[k] - places[k - 1] < SliceSpacing.SAME_PLACE_MM)
                .count();
    }

    static SliceSpacing spacing(List<PlacedFrame> frames) {
        Vector3 normal = frames.get(0).plane().normal();
        List<Vector3> positions =
                frames.stream().map(frame -> frame.plane().position()).toList();
        return SliceSpacing.of(places(frames), PositionRounding.alongNormalMm(positions, normal));
    }

    private static double[] places(List<PlacedFrame> frames) {
        Vector3 normal = frames.get(0).plane().normal();
        double[] places =
                frames.stream().mapToDouble(frame -> frame.along(normal)).toArray();
        Arrays.sort(places);
        return places;
    }
}
