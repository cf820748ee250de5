package org.lungburden.report;

import java.awt.image.BufferedImage;

/** Paints a part of a {@link Plane} at a given scale: gray values interpolated, labels from the nearest voxel. */
final class PlanePicture {
    private final Plane plane;
    private final Field field;
    private final double pxPerMm;

    /**
     * Half-open part of a plane.
     *
     * @param column0 first column
     * @param row0 first row
     */
    record Field(int column0, int column1, int row0, int row1) {
        double widthMm(Plane plane) {
            return (column1 - column0) * plane.columnMm();
        }

        double heightMm(Plane plane) {
            return (row1 - row0) * plane.rowMm();
        }
    }

    PlanePicture(Plane plane, Field field, double pxPerMm) {
        this.plane = plane;
        this.field = field;
        this.pxPerMm = pxPerMm;
    }

    BufferedImage paint() {
        int width = (int) Math.max(1, Math.round(field.widthMm(plane) * pxPerMm));
        int height = (int) Math.max(1, Math.round(field.heightMm(plane) * pxPerMm));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb(x, y));
            }
        }
        return image;
    }

    private int rgb(int x, int y) {
        int label = labelAt(x, y);
        if (label > 0 && onOutline(x, y)) {
            return Ink.LUNG_OUTLINE.getRGB();
        }
        return Ink.rgb(Ink.gray(huAt(x, y)), label);
    }

    /** One pixel wide, inside the lung. */
    private boolean onOutline(int x, int y) {
        return labelAt(x - 1, y) == 0 || labelAt(x + 1, y) == 0 || labelAt(x, y - 1) == 0 || labelAt(x, y + 1) == 0;
    }

    private int labelAt(int x, int y) {
        return plane.label(
                clamp((int) Math.round(column(x)), plane.columns() - 1),
                clamp((int) Math.round(row(y)), plane.rows() - 1));
    }

    private double huAt(int x, int y) {
        double column = Math.min(plane.columns() - 1, Math.max(0, column(x)));
        double row = Math.min(plane.rows() - 1, Math.max(0, row(y)));
        int c0 = (int) column;
        int r0 = (int) row;
        int c1 = Math.min(plane.columns() - 1, c0 + 1);
        int r1 = Math.min(plane.rows() - 1, r0 + 1);
        double above = mix(plane.hu(c0, r0), plane.hu(c1, r0), column - c0);
        double below = mix(plane.hu(c0, r1), plane.hu(c1, r1), column - c0);
        return mix(above, below, row - r0);
    }

    private double column(int x) {
        return field.column0() + (x + 0.5) / (pxPerMm * plane.columnMm()) - 0.5;
    }

    private double row(int y) {
        return field.row0() + (y + 0.5) / (pxPerMm * plane.rowMm()) - 0.5;
    }

    private static double mix(double a, double b, double shareOfB) {
        return a + shareOfB * (b - a);
    }

    private static int clamp(int value, int last) {
        return Math.min(last, Math.max(0, value));
    }
}
