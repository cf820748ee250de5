package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lungburden.dicom.file.Tag;
import org.lungburden.geometry.Vector3;
import org.lungburden.study.StudyReader;

/**
 * Sorts the frames of an upload into groups that may each be a volume. A series of the header is not always one: some
 * exports put a localizer, a second phase or a second reconstruction into one series, others give each slice a series
 * of its own.
 */
final class SeriesGroups {
    /** Planes of one scan are parallel; a localizer or a second gantry tilt differs by more. */
    private static final double SAME_NORMAL = Math.cos(Math.toRadians(5));

    private final IdenticalCopies copies;

    SeriesGroups(IdenticalCopies copies) {
        this.copies = copies;
    }

    /** What all slices of a volume share, whatever its geometry. */
    private record Origin(String patient, String study, String frameOfReference) {
        static Origin of(PlacedFrame frame) {
            return new Origin(
                    text(frame, Tag.PATIENT_ID),
                    text(frame, Tag.STUDY_INSTANCE_UID),
                    text(frame, Tag.FRAME_OF_REFERENCE_UID));
        }

        private static String text(PlacedFrame frame, int tag) {
            return frame.attributes().text(tag).orElse("");
        }
    }

    /** @return every frame in one group, copies excepted; the groups are in the order of their first frames */
    List<List<PlacedFrame>> of(List<PlacedFrame> frames) throws IOException {
        List<List<PlacedFrame>> groups = new ArrayList<>();
        for (List<PlacedFrame> origin : by(frames, Origin::of)) {
            for (List<PlacedFrame> parallel : parallel(origin)) {
                groups.addAll(ofOneOrigin(parallel));
            }
        }
        return groups;
    }

    private List<List<PlacedFrame>> ofOneOrigin(List<PlacedFrame> parallel) throws IOException {
        List<List<PlacedFrame>> groups = new ArrayList<>();
        for (List<PlacedFrame> series : by(parallel, frame -> frame.frame().seriesInstanceUid())) {
            groups.addAll(volumes(series));
        }
        return joined(groups);
    }

    /** The phases, reconstructions or scans of one series. */
    private List<List<PlacedFrame>> volumes(List<PlacedFrame> series) throws IOException {
        List<List<PlacedFrame>> volumes = new ArrayList<>();
        for (List<PlacedFrame> phase : Phases.of(series)) {
            volumes.addAll(Phases.scans(copies.removed(phase)));
        }
        return volumes;
    }

    /**
     * An export that gives each slice its own series leaves groups of one slice. They are one volume when together they
     * make an even stack, alone or with a group that they complete.
     */
    private List<List<PlacedFrame>> joined(List<List<PlacedFrame>> groups) throws IOException {
        List<PlacedFrame> strays = groups.stream()
                .filter(SeriesGroups::isStray)
                .flatMap(List::stream)
                .toList();
        List<List<PlacedFrame>> joined =
                new ArrayList<>(groups.stream().filter(group -> !isStray(group)).toList());
        for (List<PlacedFrame> alike : alike(strays)) {
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
        List<List<PlacedFrame>> stacks = volumes(strays);
        boolean even =
                stacks.stream().allMatch(stack -> stack.size() >= StudyReader.LEAST_SLICES && Phases.isEven(stack));
        return even ? stacks : by(strays, frame -> frame.frame().seriesInstanceUid());
    }

    private static List<List<PlacedFrame>> alike(List<PlacedFrame> frames) {
        return clustered(frames, PlacedFrame::fitsInStackOf);
    }

    private static List<List<PlacedFrame>> parallel(List<PlacedFrame> frames) {
        return clustered(frames, (one, other) -> {
            Vector3 normal = one.plane().normal();
            return Math.abs(normal.dot(other.plane().normal())) >= SAME_NORMAL;
        });
    }

    private interface Same {
        boolean test(PlacedFrame one, PlacedFrame other);
    }

    /** Each frame joins the first cluster whose first frame is the same. */
    private static List<List<PlacedFrame>> clustered(List<PlacedFrame> frames, Same same) {
        List<List<PlacedFrame>> clusters = new ArrayList<>();
        for (PlacedFrame frame : frames) {
            clusters.stream()
                    .filter(cluster -> same.test(cluster.get(0), frame))
                    .findFirst()
                    .orElseGet(() -> {
                        List<PlacedFrame> cluster = new ArrayList<>();
                        clusters.add(cluster);
                        return cluster;
                    })
                    .add(frame);
        }
        return clusters;
    }

    static <K> List<List<PlacedFrame>> by(Collection<PlacedFrame> frames, Function<PlacedFrame, K> key) {
        Map<K, List<PlacedFrame>> groups =
                frames.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
        return List.copyOf(groups.values());
    }
}
