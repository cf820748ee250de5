package org.lungburden.dicom.series;

import java.util.List;
import org.lungburden.geometry.Vector3;

/**
 * From where to where a series reaches.
 *
 * @param frames ascending along their normal, at least one
 * @param distanceMm of neighboring slices; 0 for images at one place
 */
record SeriesExtent(List<PlacedFrame> frames, double distanceMm) {
    /** Half a slice distance, and some rounding. */
    private static final double HALF = 0.51;

    private static final double SAME_NORMAL = 0.01;

    /** Distance along the normal from the first slice to the last. */
    double mm() {
        return last().along(normal()) - first().along(normal());
    }

    /** Whether the other series begins and ends at the same places, or farther out, give or take a slice. */
    boolean isWithin(SeriesExtent other) {
        double slackMm = Math.max(distanceMm, other.distanceMm) * 1.01;
        double[] own = ends(normal());
        double[] others = other.ends(normal());
        return normal().distanceTo(other.normal()) < SAME_NORMAL
                && own[0] >= others[0] - slackMm
                && own[1] <= others[1] + slackMm;
    }

    /** The number of the other's slices that lie on the same grid beyond the first or last slice of this. */
    int beyond(SeriesExtent other) {
        if (!other.first().fitsInStackOf(first())) {
            return 0;
        }
        double slackMm = HALF * Math.max(distanceMm, other.distanceMm);
        double[] own = ends(normal());
        return (int) other.frames.stream()
                .mapToDouble(frame -> frame.along(normal()))
                .filter(mm -> mm < own[0] - slackMm || mm > own[1] + slackMm)
                .count();
    }

    private Vector3 normal() {
        return first().plane().normal();
    }

    private PlacedFrame first() {
        return frames.get(0);
    }

    private PlacedFrame last() {
        return frames.get(frames.size() - 1);
    }

    private double[] ends(Vector3 direction) {
        double first = first().along(direction);
        double last = last().along(direction);
        return new double[] {Math.min(first, last), Math.max(first, last)};
    }
}
