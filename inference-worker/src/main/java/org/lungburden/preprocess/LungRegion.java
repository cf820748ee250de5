package org.lungburden.preprocess;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;

/**
 * Where on a network grid the lungs lie, with room around them: what the network need not look at is left out.
 *
 * <p>The lungs are taken for the air that the body encloses. The region is as wide on one side of the body as on the
 * other, so that a lung without air has room too. When the network then finds lung at the border of the region, the
 * region was too small, and {@link #holds} says so.
 *
 * @param first slice
 * @param end slice after the last
 * @param box in the plane of the grid
 */
public record LungRegion(int first, int end, PixelBox box) {
    /** Less dense is air: lung, trachea, bowel gas. */
    public static final double AERATED_HU = -600;

    /** Room in the plane, in pixels of the grid, about 20 mm: the ConvLSTM and fluid beside the lung need it. */
    private static final int ROOM = 16;
    /** Room below, in slices of the grid, about 40 mm: effusion can fill the base of the lung. */
    private static final int ROOM_BELOW = 8;

    private static final int ROOM_ABOVE = 3;
    /** Pixels of lung at the border of the region that tell that it is too small. */
    private static final int STRAY_PIXELS = 8;

    public static LungRegion whole(NetworkGrid grid) {
        return new LungRegion(0, grid.slices(), new PixelBox(0, grid.columns(), 0, grid.rows()));
    }

    /**
     * @param aerated value of the grid below which a pixel is air
     * @param multiple of which the box's edges are
     * @return the whole grid when the body encloses no air
     */
    public static LungRegion of(NetworkGrid grid, float aerated, int multiple) {
        @Nullable EnclosedAir air = EnclosedAir.of(grid, aerated);
        if (air == null) {
            return whole(grid);
        }
        PixelBox found = air.box();
        int left = Math.min(found.i0(), grid.columns() - found.i1()) - ROOM;
        int right = Math.max(found.i1(), grid.columns() - found.i0()) + ROOM;
        PixelBox box = new PixelBox(
                down(left, multiple),
                up(right, multiple, grid.columns()),
                down(found.j0() - ROOM, multiple),
                up(found.j1() + ROOM, multiple, grid.rows()));
        return new LungRegion(
                Math.max(0, air.first() - ROOM_BELOW), Math.min(grid.slices(), air.end() + ROOM_ABOVE), box);
    }

    private static int down(int edge, int multiple) {
        return Math.max(0, Math.floorDiv(edge, multiple) * multiple);
    }

    private static int up(int edge, int multiple, int size) {
        return Math.min(size, (edge + multiple - 1) / multiple * multiple);
    }

    public int slices() {
        return end - first;
    }

    /** Whether no lung reaches a border of the region that is not the grid's own. */
    public boolean holds(SoftLabels labels) {
        boolean ends = first > 0 && lungPixels(labels, first, box) >= STRAY_PIXELS
                || end < labels.slices() && lungPixels(labels, end - 1, box) >= STRAY_PIXELS;
        return !ends && IntStream.range(first, end).allMatch(k -> sidesAreClear(labels, k));
    }

    private boolean sidesAreClear(SoftLabels labels, int k) {
        return clear(labels, k, box.i0() > 0, new PixelBox(box.i0(), box.i0() + 1, box.j0(), box.j1()))
                && clear(
                        labels,
                        k,
                        box.i1() < labels.columns(),
                        new PixelBox(box.i1() - 1, box.i1(), box.j0(), box.j1()))
                && clear(labels, k, box.j0() > 0, new PixelBox(box.i0(), box.i1(), box.j0(), box.j0() + 1))
                && clear(labels, k, box.j1() < labels.rows(), new PixelBox(box.i0(), box.i1(), box.j1() - 1, box.j1()));
    }

    private static boolean clear(SoftLabels labels, int k, boolean inner, PixelBox edge) {
        return !inner || lungPixels(labels, k, edge) < STRAY_PIXELS;
    }

    /** Pixels that are lung or lesion rather than background. */
    private static int lungPixels(SoftLabels labels, int k, PixelBox part) {
        int count = 0;
        for (int y = part.j0(); y < part.j1(); y++) {
            for (int x = part.i0(); x < part.i1(); x++) {
                if (labels.background(k, x, y) < 0.5f) {
                    count++;
                }
            }
        }
        return count;
    }
}
