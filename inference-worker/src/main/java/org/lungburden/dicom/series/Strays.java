package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lungburden.dicom.file.Tag;
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
     * make an even stack, alone or with a group that they complete.
     */
    List<List<PlacedFrame>> joined(List<List<PlacedFrame>> groups) throws IOException {
        List<PlacedFrame> strays =
                groups.stream().filter(Strays::isStray).flatMap(List::stream).toList();
        List<List<PlacedFrame>> joined =
                new ArrayList<>(groups.stream().filter(group -> !isStray(group)).toList());
        for (List<PlacedFrame> alike : FrameSets.alike(strays)) {
            if (!completes(joined, alike)) {
                joined.addAll(stackOrSeries(alike));
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
            List<PlacedFrame> whole = new ArrayList<>(group);
            whole.addAll(strays);
            if (group.get(0).fitsInStackOf(strays.get(0)) && !Phases.isEven(group) && Phases.isEven(whole)) {
                groups.set(n, whole);
                return true;
            }
        }
        return false;
    }

    private List<List<PlacedFrame>> stackOrSeries(List<PlacedFrame> strays) throws IOException {
        List<List<PlacedFrame>> stacks = volumes.of(strays);
        return stacks.stream().allMatch(Phases::isVolume)
                ? stacks
                : FrameSets.by(strays, frame -> frame.frame().seriesInstanceUid());
    }

    /** An export that gives each slice its own study and frame of reference leaves groups of one slice, too. */
    List<List<PlacedFrame>> withoutUids(List<List<PlacedFrame>> groups) throws IOException {
        List<List<PlacedFrame>> found = new ArrayList<>(groups);
        List<PlacedFrame> strays = groups.stream()
                .filter(group -> group.size() == 1)
                .flatMap(List::stream)
                .toList();
        for (List<PlacedFrame> patient :
                FrameSets.by(strays, frame -> frame.attributes().text(Tag.PATIENT_ID))) {
            for (List<PlacedFrame> alike : FrameSets.alike(patient)) {
                List<List<PlacedFrame>> stacks = haveOwnFrames(alike) ? volumes.of(alike) : List.of();
                if (!stacks.isEmpty() && stacks.stream().allMatch(Phases::isVolume)) {
                    found.removeIf(group -> group.size() == 1 && alike.contains(group.get(0)));
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
