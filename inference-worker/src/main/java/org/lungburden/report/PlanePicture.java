package org.lungburden.report;

import java.awt.image.BufferedImage;

/**
 * Paints a part of a {@link Plane} at a given scale: gray values interpolated, labels from the nearest voxel. Values
 * that are the same for a whole column or row are computed once, not for each pixel.
 */
record PlanePicture(Plane plane, Field field, double pxPerMm, LabelPaint.Pen pen) {
    private static final double WINDOW_LOW_HU = -600 - 1500 / 2.0;
    private static final double WINDOW_HU = 1500;

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

    /** @return in the colors of the {@link Palette} */
    BufferedImage paint() {
        int width = (int) Math.max(1, Math.round(field.widthMm(plane) * pxPerMm));
        int height = (int) Math.max(1, Math.round(field.heightMm(plane) * pxPerMm));
        BufferedImage image = Canvas.blank(width, height);
        Places columns = Places.of(width, field.column0(), pxPerMm * plane.columnMm(), plane.columns() - 1);
        Places rows = Places.of(height, field.row0(), pxPerMm * plane.rowMm(), plane.rows() - 1);
        new Grays(plane, columns, rows).paint(Canvas.pixelsOf(image), width, height);
        new LabelPaint(labels(columns, rows, width, height), width, height, pen).paint(Canvas.pixelsOf(image));
        return image;
    }

    /** The lung window (center -600, width 1500) in steps of the palette's grays, not clamped. */
    static float graySteps(double hu) {
        return (float) ((hu - WINDOW_LOW_HU) / WINDOW_HU * (Palette.GRAYS - 1));
    }

    /** Interpolates once along each row, then between two rows. */
    private static final class Grays {
        private final Plane plane;
        private final Places columns;
        private final Places rows;
        /** The values of an even and of an odd row. Two slots suffice because the two mixed rows are neighbors. */
        private final float[][] steps = new float[2][];

        private final int[] stepsOfRow = {-1, -1};

        Grays(Plane plane, Places columns, Places rows) {
            this.plane = plane;
            this.columns = columns;
            this.rows = rows;
        }

        void paint(byte[] pixels, int width, int height) {
            for (int y = 0; y < height; y++) {
                line(steps(rows.below[y]), steps(rows.above[y]), (float) rows.shareOfAbove[y], pixels, y * width);
            }
        }

        private static void line(float[] below, float[] above, float shareOfAbove, byte[] pixels, int first) {
            for (int x = 0; x < below.length; x++) {
                float step = below[x] + shareOfAbove * (above[x] - below[x]);
                pixels[first + x] = (byte) (Math.min(Palette.GRAYS - 1f, Math.max(0f, step)) + 0.5f);
            }
        }

        private float[] steps(int row) {
            int slot = row & 1;
            if (stepsOfRow[slot] != row) {
                stepsOfRow[slot] = row;
                steps[slot] = interpolated(row);
            }
            return steps[slot];
        }

        private float[] interpolated(int row) {
            float[] interpolated = new float[columns.below.length];
            for (int x = 0; x < interpolated.length; x++) {
                double before = plane.hu().at(columns.below[x], row);
                double after = plane.hu().at(columns.above[x], row);
                interpolated[x] = graySteps(before + columns.shareOfAbove[x] * (after - before));
            }
            return interpolated;
        }
    }

    /** The label of each pixel, line by line. */
    private byte[] labels(Places columns, Places rows, int width, int height) {
        byte[] labels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            if (y > 0 && rows.nearest[y] == rows.nearest[y - 1]) {
                System.arraycopy(labels, (y - 1) * width, labels, y * width, width);
            } else {
                for (int x = 0; x < width; x++) {
                    labels[y * width + x] = (byte) plane.label().at(columns.nearest[x], rows.nearest[y]);
                }
            }
        }
        return labels;
    }

    /**
     * Where the pixels of one axis lie among its voxels, clamped to the first and the last.
     *
     * @param nearest voxel of each pixel
     * @param below the voxel at or before the pixel
     * @param above the voxel after {@code below}
     * @param shareOfAbove the weight of {@code above}, 0 to 1
     */
    private record Places(int[] nearest, int[] below, int[] above, double[] shareOfAbove) {
        static Places of(int pixels, int first, double pxPerVoxel, int last) {
            Places places = new Places(new int[pixels], new int[pixels], new int[pixels], new double[pixels]);
            for (int x = 0; x < pixels; x++) {
                double place = first + (x + 0.5) / pxPerVoxel - 0.5;
                places.nearest[x] = Math.min(last, Math.max(0, (int) Math.round(place)));
                places.interpolate(x, Math.min(last, Math.max(0, place)), last);
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
