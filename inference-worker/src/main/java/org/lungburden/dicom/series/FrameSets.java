package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.Vector3;

/** Ways to sort frames into lists, each frame into one, in the order of first frames, and to put lists together. */
final class FrameSets {
    /** Planes of one scan are parallel; a localizer or a second gantry tilt differs by more. */
    private static final double SAME_NORMAL = Math.cos(Math.toRadians(5));

    private FrameSets() {}

    /** By what the key of a frame is. */
    static <K> List<List<PlacedFrame>> by(Collection<PlacedFrame> frames, Function<PlacedFrame, K> key) {
        Map<K, List<PlacedFrame>> groups =
                frames.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
        return List.copyOf(groups.values());
    }

    static List<PlacedFrame> together(List<PlacedFrame> one, List<PlacedFrame> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Frames that can be slices of one volume. */
    static List<List<PlacedFrame>> alike(List<PlacedFrame> frames) {
        return clustered(
                frames, frame -> List.of(frame.frame().rows(), frame.frame().columns()), PlacedFrame::fitsInStackOf);
    }

    static List<List<PlacedFrame>> parallel(List<PlacedFrame> frames) {
        return clustered(frames, frame -> "", (one, other) -> {
            Vector3 normal = one.plane().normal();
            return Math.abs(normal.dot(other.plane().normal())) >= SAME_NORMAL;
        });
    }

    /**
     * Each frame joins the first list whose first frame is the same.
     *
     * @param key equal for all frames that are the same, so that few lists are asked
     */
    private static List<List<PlacedFrame>> clustered(
            List<PlacedFrame> frames, Function<PlacedFrame, Object> key, BiPredicate<PlacedFrame, PlacedFrame> same) {
        Interruption interruption = Interruption.ofThisThread();
        Map<Object, List<List<PlacedFrame>>> byKey = new HashMap<>();
        List<List<PlacedFrame>> clusters = new ArrayList<>();
        for (PlacedFrame frame : frames) {
            interruption.check();
            List<List<PlacedFrame>> asked = byKey.computeIfAbsent(key.apply(frame), none -> new ArrayList<>());
            asked.stream()
                    .filter(cluster -> same.test(cluster.get(0), frame))
                    .findFirst()
                    .orElseGet(() -> {
                        List<PlacedFrame> cluster = new ArrayList<>();
                        asked.add(cluster);
                        clusters.add(cluster);
                        return cluster;
                    })
                    .add(frame);
        }
        return clusters;
    }
}
