package org.lungburden.dicom.series;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lungburden.artifact.Sha256;
import org.lungburden.dicom.file.Tag;
import org.lungburden.geometry.Interruption;

/**
 * Removes the copies of an image that an upload holds twice. Two images on the same grid are copies when they carry the
 * same SOP Instance UID, or when their Hounsfield units are equal. Some anonymizers write one UID into all files, so a
 * UID that occurs at several places proves nothing.
 */
final class IdenticalCopies {
    private final FramePixels pixels;

    IdenticalCopies(FramePixels pixels) {
        this.pixels = pixels;
    }

    /** @return one of each set of copies, the first; frames that differ stay */
    List<PlacedFrame> removed(List<PlacedFrame> frames) throws IOException {
        List<List<PlacedFrame>> places = places(frames);
        if (places.size() == frames.size()) {
            return frames;
        }
        Set<String> spread = spreadUids(places);
        Map<PlacedFrame, Content> contents = contents(places.stream()
                .filter(place -> place.size() > 1 && !haveOneUid(place, spread))
                .flatMap(List::stream)
                .toList());
        List<PlacedFrame> kept = new ArrayList<>();
        Interruption interruption = Interruption.ofThisThread();
        for (List<PlacedFrame> place : places) {
            Map<Object, List<PlacedFrame>> originals = new HashMap<>();
            for (PlacedFrame frame : place) {
                interruption.check();
                List<Object> marks = marks(frame, spread, contents);
                if (marks.stream()
                        .noneMatch(mark -> originals.getOrDefault(mark, List.of()).stream()
                                .anyMatch(other -> canBeCopy(frame, other)))) {
                    marks.forEach(mark -> originals
                            .computeIfAbsent(mark, none -> new ArrayList<>())
                            .add(frame));
                    kept.add(frame);
                }
            }
        }
        return kept;
    }

    /** Whether both stacks hold the same images. */
    boolean areEqual(List<PlacedFrame> one, List<PlacedFrame> other) throws IOException {
        if (one.size() != other.size()) {
            return false;
        }
        List<PlacedFrame> both = new ArrayList<>(one);
        both.addAll(other);
        return removed(both).size() == one.size();
    }

    private static List<List<PlacedFrame>> places(List<PlacedFrame> frames) {
        List<List<PlacedFrame>> places = new ArrayList<>();
        for (PlacedFrame frame : PlacedFrame.inOrder(frames)) {
            List<PlacedFrame> last = places.isEmpty() ? List.of() : places.get(places.size() - 1);
            if (last.isEmpty() || !frame.sharesPlaceWith(last.get(0))) {
                last = new ArrayList<>();
                places.add(last);
            }
            last.add(frame);
        }
        return places;
    }

    private static Set<String> spreadUids(List<List<PlacedFrame>> places) {
        Set<String> seen = new HashSet<>();
        Set<String> spread = new HashSet<>();
        for (List<PlacedFrame> place : places) {
            Set<String> here = new HashSet<>();
            place.forEach(frame -> uid(frame).ifPresent(here::add));
            here.stream().filter(uid -> !seen.add(uid)).forEach(spread::add);
        }
        return spread;
    }

    private static Optional<String> uid(PlacedFrame frame) {
        return frame.frame().validUid(Tag.SOP_INSTANCE_UID);
    }

    private static boolean haveOneUid(List<PlacedFrame> place, Set<String> spread) {
        Optional<String> first = uid(place.get(0));
        return first.filter(uid -> !spread.contains(uid)).isPresent()
                && place.stream().allMatch(frame -> uid(frame).equals(first));
    }

    /** What a frame shares with its copies: its UID, and its content where that was looked at. */
    private static List<Object> marks(PlacedFrame frame, Set<String> spread, Map<PlacedFrame, Content> contents) {
        List<Object> marks = new ArrayList<>();
        uid(frame).filter(uid -> !spread.contains(uid)).ifPresent(marks::add);
        Optional.ofNullable(contents.get(frame)).ifPresent(marks::add);
        return marks;
    }

    private static boolean canBeCopy(PlacedFrame one, PlacedFrame other) {
        return one.frame().file() != other.frame().file() && one.hasGridOf(other);
    }

    /** Digest of the Hounsfield units, so that memory holds no second scan. */
    private record Content(String sha256) {
        static Content of(short[] hu) {
            ByteBuffer bytes = ByteBuffer.allocate(hu.length * Short.BYTES);
            bytes.asShortBuffer().put(hu);
            Sha256 digest = new Sha256();
            digest.update(bytes.array(), 0, bytes.capacity());
            return new Content(digest.hex());
        }
    }

    private Map<PlacedFrame, Content> contents(List<PlacedFrame> frames) throws IOException {
        List<Optional<Content>> found =
                pixels.map(frames.stream().map(PlacedFrame::frame).toList(), (slice, hu) -> Content.of(hu));
        Map<PlacedFrame, Content> contents = new IdentityHashMap<>();
        for (int n = 0; n < frames.size(); n++) {
            PlacedFrame frame = frames.get(n);
            found.get(n).ifPresent(content -> contents.put(frame, content));
        }
        return contents;
    }
}
