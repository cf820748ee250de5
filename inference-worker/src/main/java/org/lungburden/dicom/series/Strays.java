package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.StudyReader;

/** Slices that an export gave identifiers of their own. Groups of them are too small to be a volume. */
final class Strays {
    /** Finds the phases, reconstructions or scans among frames. */
    interface Volumes {
        List<List<PlacedFrame>> of(List<PlacedFrame> frames) throws IOException;
    }

    private final Volumes volumes;

    Strays(Volumes volumes) {
        this.volumes = volumes;
    }

    /**
     * An export that gives each slice its own series leaves groups of one slice. They are one volume when together they
     * make an even stack, alone or with a group that they complete. A few slices of it may be missing.
     */
    List<List<PlacedFrame>> joined(List<List<PlacedFrame>> groups) throws IOException {
        List<PlacedFrame> strays =
                groups.stream().filter(Strays::isStray).flatMap(List::stream).toList();
        List<List<PlacedFrame>> joined =
                new ArrayList<>(groups.stream().filter(group -> !isStray(group)).toList());
        boolean alone = joined.stream().noneMatch(Phases::isVolume);
        for (List<PlacedFrame> alike : FrameSets.alike(strays)) {
            if (!completes(joined, alike)) {
                joined.addAll(stackOrSeries(alike, alone));
            }
        }
        return joined;
    }

    private static boolean isStray(List<PlacedFrame> group) {
        return group.size() < StudyReader.LEAST_SLICES && !Phases.isOnePlace(group);
    }

    private static boolean completes(List<List<PlacedFrame>> groups, List<PlacedFrame> strays) {
        for (int n = 0; n < groups.size(); n++) {
            List<PlacedFrame> group = groups.get(n);
            if (group.get(0).fitsInStackOf(strays.get(0)) && fillsGaps(group, strays)) {
                groups.set(n, FrameSets.together(group, strays));
                return true;
            }
        }
        return false;
    }

    private static boolean fillsGaps(List<PlacedFrame> group, List<PlacedFrame> strays) {
        if (Phases.isEven(group)) {
            return false;
        }
        List<PlacedFrame> whole = FrameSets.together(group, strays);
        return Phases.isEven(whole)
                || lacksSlices(group)
                        && lacksSlices(whole)
                        && Phases.spacing(whole).missing()
                                < Phases.spacing(group).missing();
    }

    /** @param alone whether nothing else is a volume */
    private List<List<PlacedFrame>> stackOrSeries(List<PlacedFrame> strays, boolean alone) throws IOException {
        List<List<PlacedFrame>> series =
                FrameSets.by(strays, frame -> frame.frame().seriesInstanceUid());
        if (series.size() == 1) {
            return series;
        }
        List<List<PlacedFrame>> stacks = volumes.of(strays);
        return areStacks(stacks) || alone && series.size() >= StudyReader.LEAST_SLICES ? stacks : series;
    }

    private static boolean areStacks(List<List<PlacedFrame>> stacks) {
        return !stacks.isEmpty() && stacks.stream().allMatch(stack -> Phases.isVolume(stack) || lacksSlices(stack));
    }

    /** Whether it is a volume but for slices that are missing, fewer than those that are there. */
    private static boolean lacksSlices(List<PlacedFrame> stack) {
        SliceSpacing spacing = Phases.spacing(stack);
        return stack.size() >= StudyReader.LEAST_SLICES
                && spacing.fault() == ErrorCode.MISSING_SLICES
                && spacing.missing() < stack.size();
    }

    /** An export that gives each slice its own study and frame of reference leaves groups of one slice, too. */
    List<List<PlacedFrame>> withoutUids(List<List<PlacedFrame>> groups) throws IOException {
        List<List<PlacedFrame>> found = new ArrayList<>(groups);
        List<PlacedFrame> strays = groups.stream()
                .filter(group -> group.size() == 1)
                .flatMap(List::stream)
                .toList();
        boolean alone = groups.stream().noneMatch(Phases::isVolume);
        for (List<PlacedFrame> patient :
                FrameSets.by(strays, frame -> frame.attributes().text(Tag.PATIENT_ID))) {
            for (List<PlacedFrame> alike : FrameSets.alike(patient)) {
                List<List<PlacedFrame>> stacks = haveOwnFrames(alike) ? volumes.of(alike) : List.of();
                if (areStacks(stacks) || alone && !stacks.isEmpty() && alike.size() >= StudyReader.LEAST_SLICES) {
                    Set<PlacedFrame> taken = Collections.newSetFromMap(new IdentityHashMap<>());
                    taken.addAll(alike);
                    found.removeIf(group -> group.size() == 1 && taken.contains(group.get(0)));
                    found.addAll(stacks);
                }
            }
        }
        return found;
    }

    private static boolean haveOwnFrames(List<PlacedFrame> frames) {
        return FrameSets.by(frames, frame -> frame.attributes().text(Tag.FRAME_OF_REFERENCE_UID))
                        .size()
                == frames.size();
    }
}
