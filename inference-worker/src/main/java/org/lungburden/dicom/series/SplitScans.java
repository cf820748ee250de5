package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.Vector3;

/** Joins the parts of one scan that an export spread over several series. */
final class SplitScans {
    /** Parts of one scan lie beside each other; few others lie between them. */
    private static final int MOST_COMPARED = 8;

    private SplitScans() {}

    /** @param volume whether the frames are a volume: two small groups make an even stack by chance */
    private record Part(List<PlacedFrame> frames, boolean volume) {
        static Part of(List<PlacedFrame> frames) {
            return new Part(frames, Phases.isVolume(frames));
        }

        PlacedFrame first() {
            return frames.get(0);
        }

        String series() {
            return first().frame().seriesInstanceUid();
        }

        /** The lowest place along the direction. */
        double from(Vector3 direction) {
            return frames.stream()
                    .mapToDouble(frame -> frame.along(direction))
                    .min()
                    .orElse(0);
        }

        double to(Vector3 direction) {
            return -from(direction.times(-1));
        }
    }

    /** @param groups of one patient, study and frame of reference, with parallel slices */
    static List<List<PlacedFrame>> joined(List<List<PlacedFrame>> groups) {
        if (groups.isEmpty()) {
            return groups;
        }
        Interruption interruption = Interruption.ofThisThread();
        Vector3 direction = groups.get(0).get(0).plane().normal();
        List<Part> joined = new ArrayList<>();
        List<Part> ascending = groups.stream()
                .map(Part::of)
                .sorted(Comparator.comparingDouble(part -> part.from(direction)))
                .toList();
        for (Part part : ascending) {
            interruption.check();
            add(joined, part);
        }
        return joined.stream().map(Part::frames).toList();
    }

    private static void add(List<Part> joined, Part part) {
        for (int n = joined.size() - 1; n >= Math.max(0, joined.size() - MOST_COMPARED); n--) {
            Part other = joined.get(n);
            if (areParts(other, part)) {
                joined.remove(n);
                add(joined, Part.of(FrameSets.together(other.frames(), part.frames())));
                return;
            }
        }
        joined.add(part);
    }

    private static boolean areParts(Part one, Part other) {
        return (one.volume() || other.volume())
                && one.first().fitsInStackOf(other.first())
                && !one.series().equals(other.series())
                && areMadeAlike(one, other)
                && Phases.isEven(FrameSets.together(one.frames(), other.frames()))
                && !Phases.areInterleavedVolumes(List.of(one.frames(), other.frames()));
    }

    /** A part that goes on where the other ends may be another acquisition. */
    private static boolean areMadeAlike(Part one, Part other) {
        Vector3 normal = one.first().plane().normal();
        boolean apart = one.to(normal) < other.from(normal) || other.to(normal) < one.from(normal);
        return (apart ? Distinction.OF_IMAGES : Distinction.OF_SCANS)
                .stream().allMatch(attribute -> attribute.isSame(one.first(), other.first()));
    }
}
