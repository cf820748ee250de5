package org.lungburden.api.subjects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.followup.Comparison;
import org.lungburden.job.Batches.Member;

/**
 * The scans of a subject in the order of their days; of one day, that of their submits.
 *
 * @param complete whether these are all scans of the subject
 */
record Timeline(List<Point> points, boolean complete) {

    /** A scan beside the one before it and the first of all; null for the first. */
    record Point(
            TimelineScan scan,
            @Nullable Comparison toPrevious,
            @Nullable Comparison toFirst) {}

    static Timeline of(List<Member> members, boolean complete) {
        List<TimelineScan> scans = members.stream()
                .map(TimelineScan::of)
                .sorted(Comparator.comparing(TimelineScan::day)
                        .thenComparing(scan -> scan.job().createdAt())
                        .thenComparing(scan -> scan.job().id()))
                .toList();
        List<Point> points = new ArrayList<>();
        for (int n = 0; n < scans.size(); n++) {
            points.add(new Point(
                    scans.get(n),
                    n == 0 ? null : between(scans.get(n - 1), scans.get(n)),
                    n == 0 ? null : between(scans.get(0), scans.get(n))));
        }
        return new Timeline(points, complete);
    }

    private static Comparison between(TimelineScan earlier, TimelineScan later) {
        return Comparison.of(earlier.measured(), later.measured());
    }
}
