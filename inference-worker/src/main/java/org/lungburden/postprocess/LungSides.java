package org.lungburden.postprocess;

import java.util.Arrays;
import java.util.Optional;
import org.lungburden.geometry.Components;
import org.lungburden.geometry.LabelVolume;

/**
 * Separates the right lung from the left lung, lesions included. Lungs that do not touch are separated exactly: each
 * face-connected component goes to one side as a whole. One body that holds both lungs is cut at its neck
 * ({@link TouchingLungs}). A single lung gets the side of the midline on which its centroid lies.
 */
public final class LungSides {
    public static final byte NONE = 0;
    public static final byte RIGHT = 1;
    public static final byte LEFT = 2;

    /** Marks the body that must be cut. */
    private static final byte UNDECIDED = 3;

    /**
     * The centroids of two lungs lie about half of their common width apart, those of two pieces of one lung less than
     * a quarter.
     */
    private static final double APART_SHARE = 0.3;

    /**
     * Of the lungs' depth from front to back, which a missing lung does not change. The centroids of two lungs lie 0.62 to
     * 0.87 of it apart in the measured chests, those of two pieces into which a sagittal cut parts one lung up to 0.33.
     */
    private static final double APART_OF_DEPTH = 0.45;

    /** A second component of at least this share of the largest is surely the other lung. */
    private static final double SECOND_LUNG_SHARE = 0.2;

    private static final double REMNANT_SHARE = 0.01;

    /** A smaller core is more likely a part of an overinflated lung that reaches across the midline. */
    private static final double CORE_SHARE = 0.1;

    /** The limit when another component may be the other lung: more certainty is needed before a cut. */
    private static final double CORE_SHARE_BESIDE_REMNANT = 0.25;

    /**
     * Lungs that touch do so along a line: 0.3 of a face of the cube with the volume of the smaller part. A cut through a
     * single lung is as large as such a face, or larger.
     */
    private static final double LARGEST_CONTACT = 0.7;

    private LungSides() {}

    /**
     * @param labels i from the patient's right to left
     * @param middleI the body's midline, as an index along i; used only when one lung is missing or nearly missing
     * @return {@code [k][j * columns + i]}, 0 none, 1 right, 2 left for labels 1 to 3; empty when there is no lung
     */
    public static Optional<byte[][]> split(LabelVolume labels, double middleI) {
        Components parts = Components.of(
                labels.labels(),
                labels.columns(),
                labels.rows(),
                Components.LUNG_OR_LESION,
                Components.Neighbors.SPACE_6);
        if (parts.count() == 0) {
            return Optional.empty();
        }
        Extent extent = Extent.of(parts);
        double apart = APART_SHARE * extent.columns();
        double[] spacingMm = labels.affine().spacingMm();
        double surelyApart = Math.max(apart, APART_OF_DEPTH * extent.rows() * spacingMm[1] / spacingMm[0]);
        Optional<LungPair> pair = LungPair.of(parts, surelyApart, SECOND_LUNG_SHARE);
        if (pair.isPresent()) {
            return Optional.of(paint(parts, labels, pair.get()::nearerSide));
        }
        Optional<LungPair> remnant = LungPair.of(parts, apart, REMNANT_SHARE).filter(found -> found.straddles(middleI));
        double leastCore = remnant.isPresent() ? CORE_SHARE_BESIDE_REMNANT : CORE_SHARE;
        return Optional.of(cutLargest(parts, labels, apart, leastCore, middleI)
                .or(() -> remnant.map(found -> paint(parts, labels, found::nearerSide)))
                .orElseGet(() -> paintByMidline(parts, labels, middleI)));
    }

    /** Of all parts together, in voxels. */
    private record Extent(int columns, int rows) {
        static Extent of(Components parts) {
            int[] first = {Integer.MAX_VALUE, Integer.MAX_VALUE};
            int[] end = {0, 0};
            parts.forEachRun((part, k, j, i0, i1) -> {
                first[0] = Math.min(first[0], i0);
                end[0] = Math.max(end[0], i1);
                first[1] = Math.min(first[1], j);
                end[1] = Math.max(end[1], j + 1);
            });
            return new Extent(end[0] - first[0], end[1] - first[1]);
        }
    }

    /** Cuts the largest component; the midline decides the side of all other components. */
    private static Optional<byte[][]> cutLargest(
            Components parts, LabelVolume labels, double apart, double leastCore, double middleI) {
        int largest = parts.largest();
        double[] meanI = LungPair.meanI(parts, parts.voxels());
        byte[][] sides = paint(parts, labels, part -> part == largest ? UNDECIDED : NONE);
        double[] spacingMm = labels.affine().spacingMm();
        if (!TouchingLungs.cut(
                sides, labels.columns(), labels.rows(), UNDECIDED, spacingMm, apart * spacingMm[0], leastCore)) {
            return Optional.empty();
        }
        if (ContactArea.share(sides, labels.columns(), spacingMm) > LARGEST_CONTACT) {
            return Optional.empty();
        }
        parts.forEachRun((part, k, j, i0, i1) -> {
            if (part != largest) {
                byte side = meanI[part] < middleI ? RIGHT : LEFT;
                Arrays.fill(sides[k], j * labels.columns() + i0, j * labels.columns() + i1, side);
            }
        });
        return Optional.of(sides);
    }

    private static byte[][] paintByMidline(Components parts, LabelVolume labels, double middleI) {
        double[] meanI = LungPair.meanI(parts, parts.voxels());
        return paint(parts, labels, part -> meanI[part] < middleI ? RIGHT : LEFT);
    }

    @FunctionalInterface
    private interface Side {
        byte of(int part);
    }

    private static byte[][] paint(Components parts, LabelVolume labels, Side side) {
        int columns = labels.columns();
        byte[][] sides = new byte[labels.slices()][columns * labels.rows()];
        parts.forEachRun(
                (part, k, j, i0, i1) -> Arrays.fill(sides[k], j * columns + i0, j * columns + i1, side.of(part)));
        return sides;
    }
}
