package org.lungburden.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * Paints a part of a {@link Plane} at a given scale: gray values interpolated, labels from the nearest voxel. Where a
 * pixel lies is worked out once for each column and row, not for each pixel.
 */
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
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        Places columns = Places.of(width, field.column0(), pxPerMm * plane.columnMm(), plane.columns() - 1);
        Places rows = Places.of(height, field.row0(), pxPerMm * plane.rowMm(), plane.rows() - 1);
        new Painter(plane, columns, rows).paint(pixels, width, height);
        return image;
    }

    /** Holds the plane's values line by line: they are asked for many times. */
    private static final class Painter {
        private final double[][] hu;
        private final int[][] label;
        private final Places columns;
        private final Places rows;

        Painter(Plane plane, Places columns, Places rows) {
            this.columns = columns;
            this.rows = rows;
            hu = new double[plane.rows()][plane.columns()];
            label = new int[plane.rows()][plane.columns()];
            for (int row = 0; row < plane.rows(); row++) {
                for (int column = 0; column < plane.columns(); column++) {
                    hu[row][column] = plane.hu(column, row);
                    label[row][column] = plane.label(column, row);
                }
            }
        }

        void paint(int[] pixels, int width, int height) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int here = label(x, y);
                    pixels[y * width + x] =
                            here > 0 && onOutline(x, y) ? Ink.LUNG_OUTLINE.getRGB() : Ink.rgb(Ink.gray(hu(x, y)), here);
                }
            }
        }

        /** One pixel wide, inside the lung. */
        private boolean onOutline(int x, int y) {
            return label(x - 1, y) == 0 || label(x + 1, y) == 0 || label(x, y - 1) == 0 || label(x, y + 1) == 0;
        }

        private int label(int x, int y) {
            return label[rows.nearest[y + 1]][columns.nearest[x + 1]];
        }

        private double hu(int x, int y) {
            double[] over = hu[rows.below[y]];
            double[] under = hu[rows.above[y]];
            int c0 = columns.below[x];
            int c1 = columns.above[x];
            double share = columns.shareOfAbove[x];
            return mix(mix(over[c0], over[c1], share), mix(under[c0], under[c1], share), rows.shareOfAbove[y]);
        }
    }

    private static double mix(double a, double b, double shareOfB) {
        return a + shareOfB * (b - a);
    }

    /**
     * Where the pixels of one axis lie among its voxels, clamped to the first and the last.
     *
     * @param nearest voxel of each pixel, from the one before the first to the one after the last
     * @param below the voxel at or before it
     * @param above the one after that
     * @param shareOfAbove how far it is on the way to it
     */
    private record Places(int[] nearest, int[] below, int[] above, double[] shareOfAbove) {
        static Places of(int pixels, int first, double pxPerVoxel, int last) {
            Places places = new Places(new int[pixels + 2], new int[pixels], new int[pixels], new double[pixels]);
            for (int x = -1; x <= pixels; x++) {
                double place = first + (x + 0.5) / pxPerVoxel - 0.5;
                places.nearest[x + 1] = Math.min(last, Math.max(0, (int) Math.round(place)));
                if (x >= 0 && x < pixels) {
                    places.interpolate(x, Math.min(last, Math.max(0, place)), last);
                }
            }
            return places;
        }

        private void interpolate(int x, double place, int last) {
            below[x] = (int) place;
            above[x] = Math.min(last, below[x] + 1);
            shareOfAbove[x] = place - below[x];
        }
    }
}
