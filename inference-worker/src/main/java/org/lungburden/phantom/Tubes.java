package org.lungburden.phantom;

import java.util.ArrayList;
import java.util.List;

/** Tapering round tubes: the vessels of the lungs, and the trachea with the main bronchi. */
final class Tubes {
    private static final double CELL_MM = 10;
    private static final int[] CELLS = {34, 24, 34};
    private static final double[] ORIGIN_MM = {-170, -120, -170};

    private final List<List<Tube>> cells = new ArrayList<>();

    /** From (x0, y0, z0) to (x1, y1, z1), radius in mm at either end. */
    private record Tube(double x0, double y0, double z0, double r0, double x1, double y1, double z1, double r1) {

        /** How deep in mm the point lies below the surface; negative outside. */
        double depthMm(double x, double y, double z) {
            double dx = x1 - x0;
            double dy = y1 - y0;
            double dz = z1 - z0;
            double along = ((x - x0) * dx + (y - y0) * dy + (z - z0) * dz) / (dx * dx + dy * dy + dz * dz);
            double t = Math.max(0, Math.min(1, along));
            double ex = x - x0 - t * dx;
            double ey = y - y0 - t * dy;
            double ez = z - z0 - t * dz;
            return r0 + t * (r1 - r0) - Math.sqrt(ex * ex + ey * ey + ez * ez);
        }
    }

    Tubes() {
        for (int n = 0; n < CELLS[0] * CELLS[1] * CELLS[2]; n++) {
            cells.add(new ArrayList<>());
        }
    }

    /** The trachea from above the scan to its fork, and the main bronchi to the hila. */
    static Tubes airways() {
        Tubes tubes = new Tubes();
        tubes.add(new double[] {0, -2, 165}, 8.5, new double[] {1, 8, 42}, 8.5);
        tubes.add(new double[] {1, 8, 42}, 7.5, new double[] {-32, 8, 10}, 6);
        tubes.add(new double[] {1, 8, 42}, 7, new double[] {34, 12, 4}, 5.5);
        return tubes;
    }

    /** A tube between two points, with a radius in mm at either. */
    void add(double[] from, double fromRadius, double[] to, double toRadius) {
        add(new Tube(from[0], from[1], from[2], fromRadius, to[0], to[1], to[2], toRadius));
    }

    /** Depth below the surface of the nearest tube in mm, negative outside; exact where it is more than -3 mm. */
    double depthMm(double x, double y, double z) {
        double depth = -3;
        int cell = cell(x, y, z);
        if (cell < 0) {
            return depth;
        }
        for (Tube tube : cells.get(cell)) {
            depth = Math.max(depth, tube.depthMm(x, y, z));
        }
        return depth;
    }

    private static int cell(double... point) {
        int cell = 0;
        for (int axis = 2; axis >= 0; axis--) {
            int n = (int) Math.floor((point[axis] - ORIGIN_MM[axis]) / CELL_MM);
            if (n < 0 || n >= CELLS[axis]) {
                return -1;
            }
            cell = cell * CELLS[axis] + n;
        }
        return cell;
    }

    private void add(Tube tube) {
        double margin = Math.max(tube.r0, tube.r1) + 3;
        int[] low = {
            index(Math.min(tube.x0, tube.x1) - margin, 0),
            index(Math.min(tube.y0, tube.y1) - margin, 1),
            index(Math.min(tube.z0, tube.z1) - margin, 2)
        };
        int[] high = {
            index(Math.max(tube.x0, tube.x1) + margin, 0),
            index(Math.max(tube.y0, tube.y1) + margin, 1),
            index(Math.max(tube.z0, tube.z1) + margin, 2)
        };
        for (int k = low[2]; k <= high[2]; k++) {
            for (int j = low[1]; j <= high[1]; j++) {
                for (int i = low[0]; i <= high[0]; i++) {
                    cells.get((k * CELLS[1] + j) * CELLS[0] + i).add(tube);
                }
            }
        }
    }

    private static int index(double mm, int axis) {
        int n = (int) Math.floor((mm - ORIGIN_MM[axis]) / CELL_MM);
        return Math.max(0, Math.min(CELLS[axis] - 1, n));
    }
}
