package org.lungburden.phantom;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * Trees that fill a lung from its hilum. Points spread over the lung join the tree one after the other, the nearest to
 * the hilum first, each at the node that makes the shortest way. Radii follow Murray's law: the cube of a stem's radius
 * is the sum of its branches' cubes (doi 10.1073/pnas.12.3.207).
 */
final class Branching {
    private static final int ENDS = 1500;
    private static final double LEAST_RADIUS_MM = 0.55;
    private static final double[][] HILA = {{-30, 6, -2}, {32, 8, -4}};

    /** What a longer way from the hilum to the node costs, so that no branch runs along the pleura. */
    private static final double COST_OF_WAY = 0.35;

    /** Bronchi thinner than this are not seen. */
    private static final double LEAST_BRONCHUS_MM = 0.85;

    private final double[][] node = new double[ENDS + 1][];
    private final int[] parent = new int[ENDS + 1];
    private final double[] wayMm = new double[ENDS + 1];
    private final int[] ends = new int[ENDS + 1];

    private Branching(double[] hilum, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double side = Math.signum(hilum[0]);
        node[0] = hilum;
        for (int n = 1; n <= ENDS; n++) {
            node[n] = pointInLung(side, random);
        }
        Arrays.sort(node, 1, ENDS + 1, Comparator.comparingDouble(point -> distance(point, hilum)));
        for (int n = 1; n <= ENDS; n++) {
            join(n);
        }
        for (int n = ENDS; n > 0; n--) {
            ends[n]++;
            ends[parent[n]] += ends[n];
        }
    }

    private static double[] pointInLung(double side, SplittableRandom random) {
        while (true) {
            double x = side * 145 * random.nextDouble();
            double y = -95 + 190 * random.nextDouble();
            double z = -134 + 260 * random.nextDouble();
            if (Anatomy.isLung(x, y, z)) {
                return new double[] {x, y, z};
            }
        }
    }

    private void join(int n) {
        double least = Double.POSITIVE_INFINITY;
        for (int m = 0; m < n; m++) {
            double cost = distance(node[m], node[n]) + COST_OF_WAY * wayMm[m];
            if (cost < least) {
                least = cost;
                parent[n] = m;
            }
        }
        wayMm[n] = wayMm[parent[n]] + distance(node[parent[n]], node[n]);
    }

    private double radiusMm(int n) {
        return LEAST_RADIUS_MM * Math.cbrt(ends[n]);
    }

    private static double distance(double[] a, double[] b) {
        double x = a[0] - b[0];
        double y = a[1] - b[1];
        double z = a[2] - b[2];
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** Arteries and veins of both lungs. */
    static Tubes vessels() {
        Tubes tubes = new Tubes();
        for (double[] hilum : HILA) {
            arteries(hilum).addTo(tubes, 1, 0);
            double[] ofVeins = {hilum[0], hilum[1] - 8, hilum[2] - 14};
            new Branching(ofVeins, 4).addTo(tubes, 0.9, 0);
        }
        return tubes;
    }

    /** Bronchi run beside the arteries. */
    static Tubes bronchi() {
        Tubes tubes = new Tubes();
        for (double[] hilum : HILA) {
            arteries(hilum).addTo(tubes, 1, LEAST_BRONCHUS_MM);
        }
        return tubes;
    }

    private static Branching arteries(double[] hilum) {
        return new Branching(hilum, 3);
    }

    /**
     * @param scale of the radii
     * @param leastMm thinner branches are left out; where it is above 0, the tree is moved aside to run beside the other
     */
    private void addTo(Tubes tubes, double scale, double leastMm) {
        for (int n = 1; n <= ENDS; n++) {
            double end = scale * radiusMm(n);
            if (end >= leastMm) {
                double stem = parent[n] == 0 ? end : Math.min(1.3 * end, scale * radiusMm(parent[n]));
                double aside = leastMm == 0 ? 0 : 2.1;
                tubes.add(moved(node[parent[n]], aside * stem), stem, moved(node[n], aside * end), end);
            }
        }
    }

    private static double[] moved(double[] point, double mm) {
        return new double[] {point[0] - 0.6 * Math.signum(point[0]) * mm, point[1] + 0.5 * mm, point[2] + 0.62 * mm};
    }
}
