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

    /** @return every frame in one group, copies excepted; the groups are in the order of their first frames */
    List<List<PlacedFrame>> of(List<PlacedFrame> frames) throws IOException {
        List<List<PlacedFrame>> groups = new ArrayList<>();
        for (List<PlacedFrame> origin : Origins.of(frames)) {
            for (List<PlacedFrame> parallel : parallel(origin)) {
                groups.addAll(SplitScans.joined(ofOneOrigin(parallel)));
            }
        }
        return withoutUids(groups);
    }

    /** An export that gives each slice its own study and frame of reference leaves groups of one slice, too. */
    private List<List<PlacedFrame>> withoutUids(List<List<PlacedFrame>> groups) throws IOException {
        List<List<PlacedFrame>> found = new ArrayList<>(groups);
        List<PlacedFrame> strays = groups.stream()
                .filter(group -> group.size() == 1)
                .flatMap(List::stream)
                .toList();
        for (List<PlacedFrame> patient : by(strays, frame -> frame.attributes().text(Tag.PATIENT_ID))) {
            for (List<PlacedFrame> alike : alike(patient)) {
                List<List<PlacedFrame>> stacks = haveOwnFrames(alike) ? volumes(alike) : List.of();
                if (!stacks.isEmpty() && stacks.stream().allMatch(Phases::isVolume)) {
                    found.removeIf(group -> group.size() == 1 && alike.contains(group.get(0)));
                    found.addAll(stacks);
                }
            }
        }
        return found;
    }

    private static boolean haveOwnFrames(List<PlacedFrame> frames) {
        return by(frames, frame -> frame.attributes().text(Tag.FRAME_OF_REFERENCE_UID))
                        .size()
                == frames.size();
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
        return stacks.stream().allMatch(Phases::isVolume)
                ? stacks
                : by(strays, frame -> frame.frame().seriesInstanceUid());
    }

    static List<List<PlacedFrame>> alike(List<PlacedFrame> frames) {
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
