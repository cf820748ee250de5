package org.lungburden.postprocess;

import java.util.Optional;
import java.util.OptionalDouble;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;

/**
 * Which voxels are right lung and which are left lung. The middle of the body's box is the midline, unless the scan cuts
 * the body at its side and shows one lung only. Then the spine is the midline. Without a spine, the side is uncertain: a
 * scan that is cut on one side probably shows the lung of the other side.
 *
 * @param voxels {@code [k][j * columns + i]}, 0 none, 1 right, 2 left
 * @param certain whether the midline was seen, or not needed
 */
public record Sides(byte[][] voxels, boolean certain) {
    /** A body that comes nearer to the edge of the scan is cut. Blocks of {@code BodyBox} are as large as this. */
    private static final double EDGE_MM = 5;
    /** A smaller share of the other side is not the other lung. */
    private static final double LEAST_SHARE = 0.01;
    /** The middle of a lung is at least this far from the spine. */
    private static final double LEAST_FROM_SPINE_MM = 25;

    /**
     * @param labels 1 to 3 are lung
     * @param scan in the canonical orientation, on the grid of {@code labels}
     * @param body around the body, in all slices
     * @return empty when there is no lung
     */
    public static Optional<Sides> of(LabelVolume labels, Volume scan, PixelBox body) {
        double middleI = 0.5 * (body.i0() + body.i1() - 1);
        double edge = EDGE_MM / scan.affine().spacingMm()[0];
        boolean cutRight = body.i0() < edge;
        boolean cutLeft = scan.columns() - body.i1() < edge;
        Optional<byte[][]> split = LungSides.split(labels, middleI);
        if (split.isEmpty() || !(cutRight || cutLeft)) {
            return split.map(voxels -> new Sides(voxels, true));
        }
        Counts counts = Counts.of(split.get(), scan.columns());
        if (counts.showsBoth()) {
            return split.map(voxels -> new Sides(voxels, true));
        }
        // The spine lies towards the side on which the other lung is missing; ribs may stand on the other.
        double from = cutLeft && !cutRight ? counts.middleI() : 0;
        double to = cutRight && !cutLeft ? counts.middleI() : scan.columns();
        OptionalDouble spine = spine(scan, labels, counts.middleI(), from, to);
        if (spine.isPresent()) {
            middleI = spine.getAsDouble();
        } else if (cutRight != cutLeft) {
            middleI = cutRight ? -1 : scan.columns();
        }
        return LungSides.split(labels, middleI).map(voxels -> new Sides(voxels, spine.isPresent()));
    }

    /**
     * @param right voxels of right lung
     * @param left voxels of left lung
     * @param middleI mean index along i of both
     */
    private record Counts(long right, long left, double middleI) {
        static Counts of(byte[][] sides, int columns) {
            long right = 0;
            long left = 0;
            double sum = 0;
            for (byte[] slice : sides) {
                for (int n = 0; n < slice.length; n++) {
                    right += slice[n] == LungSides.RIGHT ? 1 : 0;
                    left += slice[n] == LungSides.LEFT ? 1 : 0;
                    sum += slice[n] == LungSides.NONE ? 0 : n % columns;
                }
            }
            return new Counts(right, left, sum / (right + left));
        }

        boolean showsBoth() {
            return Math.min(right, left) >= LEAST_SHARE * (right + left);
        }
    }

    private static OptionalDouble spine(Volume scan, LabelVolume labels, double lungI, double from, double to) {
        double edgeMm = scan.affine().spacingMm()[0];
        OptionalDouble spine = Spine.middleI(scan, labels);
        return spine.isPresent()
                        && spine.getAsDouble() >= from
                        && spine.getAsDouble() <= to
                        && Math.abs(spine.getAsDouble() - lungI) * edgeMm >= LEAST_FROM_SPINE_MM
                ? spine
                : OptionalDouble.empty();
    }
}
