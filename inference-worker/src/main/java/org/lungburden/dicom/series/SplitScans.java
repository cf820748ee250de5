package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;

/** Joins the parts of one scan that an export spread over several series. */
final class SplitScans {
    private SplitScans() {}

    /** @param groups of one patient, study and frame of reference, with parallel slices */
    static List<List<PlacedFrame>> joined(List<List<PlacedFrame>> groups) {
        List<List<PlacedFrame>> joined = new ArrayList<>();
        for (List<PlacedFrame> group : groups) {
            List<PlacedFrame> whole = group;
            for (int n = 0; n < joined.size(); n++) {
                if (areParts(joined.get(n), whole)) {
                    whole = together(joined.remove(n), whole);
                    n = -1;
                }
            }
            joined.add(whole);
        }
        return joined;
    }

    private static boolean areParts(List<PlacedFrame> one, List<PlacedFrame> other) {
        PlacedFrame first = one.get(0);
        PlacedFrame second = other.get(0);
        return first.fitsInStackOf(second)
                && !first.frame().seriesInstanceUid().equals(second.frame().seriesInstanceUid())
                && Distinction.OF_SCANS.stream()
                        .allMatch(attribute -> attribute
                                .value()
                                .apply(first)
                                .equals(attribute.value().apply(second)))
                && Phases.isEven(together(one, other))
                && !Phases.areInterleavedVolumes(List.of(one, other));
    }

    private static List<PlacedFrame> together(List<PlacedFrame> one, List<PlacedFrame> other) {
        List<PlacedFrame> whole = new ArrayList<>(one);
        whole.addAll(other);
        return whole;
    }
}
