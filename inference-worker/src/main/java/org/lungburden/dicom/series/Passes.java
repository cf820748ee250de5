package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.lungburden.study.StudyReader;

/**
 * Takes apart passes over the same places that only their times tell apart. The slices of one pass may each have a time of
 * their own, so passes are cut from each other where a series in the order of time begins to visit its places again.
 */
final class Passes {
    /** @param place the same number for frames at one place */
    private record Timed(PlacedFrame frame, double seconds, int place) {}

    private Passes() {}

    /**
     * @param series with several frames at one place
     * @return the passes in the order of time; the series as it is when its times tell no passes apart
     */
    static List<List<PlacedFrame>> of(List<PlacedFrame> series) {
        for (Clock clock : Clock.ALL) {
            List<List<Timed>> passes = split(inTime(series, clock));
            if (passes.size() > 1 && passes.stream().anyMatch(Passes::coversVolume)) {
                return passes.stream()
                        .map(pass -> pass.stream().map(Timed::frame).toList())
                        .toList();
            }
        }
        return List.of(series);
    }

    /** Empty when a frame has no time. */
    private static List<Timed> inTime(List<PlacedFrame> series, Clock clock) {
        List<Timed> timed = new ArrayList<>();
        int place = 0;
        PlacedFrame before = series.get(0);
        for (PlacedFrame frame : PlacedFrame.inOrder(series)) {
            OptionalDouble seconds = clock.seconds().apply(frame.attributes());
            if (seconds.isEmpty()) {
                return List.of();
            }
            place += frame.sharesPlaceWith(before) ? 0 : 1;
            before = frame;
            timed.add(new Timed(frame, seconds.getAsDouble(), place));
        }
        timed.sort(Comparator.comparingDouble(Timed::seconds));
        return timed;
    }

    private static List<List<Timed>> split(List<Timed> inTime) {
        int cut = cut(inTime);
        if (cut == 0) {
            return List.of(inTime);
        }
        List<List<Timed>> passes = new ArrayList<>(split(inTime.subList(0, cut)));
        passes.addAll(split(inTime.subList(cut, inTime.size())));
        return passes;
    }

    /**
     * Where both sides share most places, at the longest pause when several cuts are as good.
     *
     * @return number of frames before the cut; 0 when no cut has a volume's number of places on both sides
     */
    private static int cut(List<Timed> inTime) {
        int[] before = places(inTime);
        List<Timed> backwards = new ArrayList<>(inTime);
        Collections.reverse(backwards);
        int[] after = places(backwards);
        int best = 0;
        int most = StudyReader.LEAST_SLICES;
        double longest = 0;
        int frames = inTime.size();
        for (int k = 1; k < frames; k++) {
            int shared = before[k] + after[frames - k] - before[frames];
            double pause = inTime.get(k).seconds() - inTime.get(k - 1).seconds();
            if (pause > 0 && (shared > most || shared == most && pause > longest)) {
                best = k;
                most = shared;
                longest = pause;
            }
        }
        return best;
    }

    /** The number of different places of the first frames, by the number of frames. */
    private static int[] places(List<Timed> frames) {
        int[] places = new int[frames.size() + 1];
        BitSet seen = new BitSet();
        for (int n = 0; n < frames.size(); n++) {
            int place = frames.get(n).place();
            places[n + 1] = places[n] + (seen.get(place) ? 0 : 1);
            seen.set(place);
        }
        return places;
    }

    /** Copies of a slice do not count, they are removed later. */
    private static boolean coversVolume(List<Timed> pass) {
        BitSet seen = new BitSet();
        List<PlacedFrame> once = new ArrayList<>();
        for (Timed timed : pass) {
            if (!seen.get(timed.place())) {
                seen.set(timed.place());
                once.add(timed.frame());
            }
        }
        return Phases.isVolume(once);
    }
}
