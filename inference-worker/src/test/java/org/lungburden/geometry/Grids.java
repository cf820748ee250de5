package org.lungburden.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Volumes and affines for tests. */
public final class Grids {
    private static final int[][] PERMUTATIONS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    private Grids() {}

    /** Columns of every rotation and mirroring of the cube, scaled to the spacing of each voxel axis. */
    public static List<Affine> all48(double di, double dj, double dk, double... translation) {
        double[] spacing = {di, dj, dk};
        List<Affine> affines = new ArrayList<>();
        for (int[] permutation : PERMUTATIONS) {
            for (int signs = 0; signs < 8; signs++) {
                double[] rows = new double[12];
                for (int axis = 0; axis < 3; axis++) {
                    int sign = (signs >> axis & 1) == 0 ? 1 : -1;
                    rows[4 * permutation[axis] + axis] = sign * spacing[axis];
                    rows[4 * axis + 3] = translation[axis];
                }
                affines.add(Affine.ofRows(rows));
            }
        }
        return affines;
    }

    /** The affine of the patient turned by the angle about an axis that lies along none of the body's. */
    public static Affine turned(Affine affine, double degrees) {
        double c = Math.cos(Math.toRadians(degrees));
        double s = Math.sin(Math.toRadians(degrees));
        Affine aboutX = Affine.ofRows(1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0);
        Affine aboutZ = Affine.ofRows(c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0);
        return aboutZ.compose(aboutX).compose(affine);
    }

    /** A volume of random values. */
    public static Volume random(int columns, int rows, int slices, Affine affine, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        short[][] hu = new short[slices][columns * rows];
        for (short[] slice : hu) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = (short) random.nextInt(-32768, 32768);
            }
        }
        return new Volume(hu, columns, rows, affine);
    }
}
