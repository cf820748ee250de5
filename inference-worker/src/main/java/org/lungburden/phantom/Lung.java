package org.lungburden.phantom;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One lung. Above its widest plane the lung is half of a superellipsoid {@code |x/a|^2.5 + |y/b|^2.5 + |z/c|^2 <= 1}.
 * Below that plane the lung is a cylinder of the same outline. Pillars (upright elliptic cylinders such as spine and
 * aorta) and hollows (heart and diaphragm) are cut out.
 *
 * @param widestZ plane of the largest outline
 * @param c height in mm of the lung's top above that plane
 * @param floorZ plane of the lung's floor, below the diaphragm's dome everywhere inside the outline
 */
record Lung(
        double x,
        double y,
        double widestZ,
        double a,
        double b,
        double c,
        double floorZ,
        List<Pillar> pillars,
        List<Ellipsoid> hollows) {
    /** An upright elliptic cylinder. */
    record Pillar(double x, double y, double a, double b) {
        boolean contains(double px, double py) {
            return (px - x) * (px - x) / (a * a) + (py - y) * (py - y) / (b * b) <= 1;
        }
    }

    boolean contains(double px, double py, double pz) {
        if (Math.abs(px - x) > a || Math.abs(py - y) > b || pz < floorZ || pz > widestZ + c) {
            return false;
        }
        if (pz > topZ(px, py) || !hasColumn(px, py)) {
            return false;
        }
        for (Ellipsoid hollow : hollows) {
            if (hollow.contains(px, py, pz)) {
                return false;
            }
        }
        return true;
    }

    private double outline(double px, double py) {
        return Powers.twoAndAHalf((px - x) / a) + Powers.twoAndAHalf((py - y) / b);
    }

    private double topZ(double px, double py) {
        double outline = outline(px, py);
        return outline > 1 ? floorZ : widestZ + c * Math.sqrt(1 - outline);
    }

    private boolean hasColumn(double px, double py) {
        for (Pillar pillar : pillars) {
            if (pillar.contains(px, py)) {
                return false;
            }
        }
        return true;
    }

    /** Length in mm of lung on the line along z at (px, py), between two planes; exact. */
    double lengthMm(double px, double py, double fromZ, double toZ) {
        double low = Math.max(fromZ, floorZ);
        double high = Math.min(toZ, topZ(px, py));
        if (high <= low || !hasColumn(px, py)) {
            return 0;
        }
        double[][] gaps = new double[hollows.size()][];
        for (int n = 0; n < gaps.length; n++) {
            double half = hollows.get(n).halfChordMm(px, py);
            gaps[n] = new double[] {hollows.get(n).z() - half, hollows.get(n).z() + half};
        }
        Arrays.sort(gaps, Comparator.comparingDouble(gap -> gap[0]));
        double length = 0;
        for (double[] gap : gaps) {
            length += Math.max(0, Math.min(gap[0], high) - low);
            low = Math.max(low, gap[1]);
        }
        return length + Math.max(0, high - low);
    }

    /**
     * Volume between two planes of constant z: exact along z, midpoints of squares of {@code stepMm} in plane. At 0.25
     * mm the error is below 0.01 %, as the change on halving the step shows.
     */
    double volumeMl(double fromZ, double toZ, double stepMm) {
        double sum = 0;
        for (double py = y - b + stepMm / 2; py < y + b; py += stepMm) {
            for (double px = x - a + stepMm / 2; px < x + a; px += stepMm) {
                sum += lengthMm(px, py, fromZ, toZ);
            }
        }
        return sum * stepMm * stepMm / 1000;
    }
}
