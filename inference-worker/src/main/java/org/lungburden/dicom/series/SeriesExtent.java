package org.lungburden.dicom.series;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        return isParallelTo(other) && own[0] >= others[0] - slackMm && own[1] <= others[1] + slackMm;
    }

    /** Whether both show the same part of their plane, give or take a pixel. */
    boolean hasFieldOf(SeriesExtent other) {
        Plane plane = first().plane();
        Vector3 shift = other.first().plane().position().minus(plane.position());
        Vector3 beside = shift.minus(normal().times(shift.dot(normal())));
        return first().fitsInStackOf(other.first())
                && beside.length() <= Math.max(plane.columnSpacingMm(), plane.rowSpacingMm());
    }

    /** The share of the shorter extent that lies within both; 0 where one ends before the other begins. */
    double sharedWith(SeriesExtent other) {
        double sharedMm = -gapMm(other);
        return sharedMm <= 0 ? 0 : sharedMm / Math.min(mm(), other.mm());
    }

    /** From where one ends to where the other begins, in mm; negative where they overlap. */
    double gapMm(SeriesExtent other) {
        double[] own = ends(normal());
        double[] others = other.ends(normal());
        return Math.max(own[0], others[0]) - Math.min(own[1], others[1]);
    }

    boolean isParallelTo(SeriesExtent other) {
        return normal().distanceTo(other.normal()) < SAME_NORMAL;
    }

    /** The slice of the other that comes next beyond an end of this. */
    Optional<PlacedFrame> next(SeriesExtent other, boolean upwards) {
        Vector3 outwards = outwards(upwards);
        return framesBeyond(other, upwards).min(Comparator.comparingDouble(frame -> frame.along(outwards)));
    }

    PlacedFrame end(boolean upwards) {
        return upwards ? last() : first();
    }

    /** The number of the other's slices beyond an end of this. */
    int beyond(SeriesExtent other, boolean upwards) {
        return (int) framesBeyond(other, upwards).count();
    }

    private Stream<PlacedFrame> framesBeyond(SeriesExtent other, boolean upwards) {
        Vector3 outwards = outwards(upwards);
        double endMm = end(upwards).along(outwards) + HALF * Math.max(distanceMm, other.distanceMm);
        return other.frames.stream().filter(frame -> frame.along(outwards) > endMm);
    }

    private Vector3 outwards(boolean upwards) {
        return upwards ? normal() : normal().times(-1);
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
