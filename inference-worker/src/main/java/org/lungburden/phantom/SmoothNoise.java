package org.lungburden.phantom;

import java.util.SplittableRandom;

/**
 * Smooth random fields: values at the points of a cubic lattice, interpolated with a cubic weight along each axis (value
 * noise, Perlin 1985, doi 10.1145/325334.325247). The same on every call; a field repeats after 32 cells.
 */
final class SmoothNoise {
    private static final int SIDE = 32;
    private static final int MASK = SIDE - 1;
    private static final float[] VALUES = values();

    /** A turn of the lattice against the scan's axes, so that no edge of a cell lies along a row of voxels. */
    private static final double C = 0.8;

    private static final double S = 0.6;

    private SmoothNoise() {}

    private static float[] values() {
        SplittableRandom random = new SplittableRandom(1985);
        float[] values = new float[SIDE * SIDE * SIDE];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /**
     * A number between -1 and 1; over space the mean is about 0 and the standard deviation about 0.37.
     *
     * @param mm the size of the structures
     * @param field which of several independent fields
     */
    static double at(double x, double y, double z, double mm, int field) {
        double turned = S * y + C * z;
        double u = (C * x + S * (C * y - S * z)) / mm + 7.3 * field;
        double v = (-S * x + C * (C * y - S * z)) / mm + 11.9 * field;
        double w = turned / mm + 5.1 * field;
        double fu = Math.floor(u);
        double fv = Math.floor(v);
        double fw = Math.floor(w);
        int i = (int) fu & MASK;
        int j = ((int) fv & MASK) * SIDE;
        int k = ((int) fw & MASK) * SIDE * SIDE;
        int i1 = i + 1 & MASK;
        int j1 = j + SIDE & MASK * SIDE;
        int k1 = k + SIDE * SIDE & MASK * SIDE * SIDE;
        double a = weight(u - fu);
        double b = weight(v - fv);
        double c = weight(w - fw);
        double low = mix(b, row(a, i, i1, j + k), row(a, i, i1, j1 + k));
        double high = mix(b, row(a, i, i1, j + k1), row(a, i, i1, j1 + k1));
        return mix(c, low, high);
    }

    private static double row(double a, int i, int i1, int at) {
        return mix(a, VALUES[i + at], VALUES[i1 + at]);
    }

    private static double weight(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double t, double from, double to) {
        return from + t * (to - from);
    }
}
