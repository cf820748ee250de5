package org.lungburden.report;

import java.awt.image.BufferedImage;

/**
 * Paints a part of a {@link Plane} at a given scale: gray values interpolated, labels from the nearest voxel. Values
 * that are the same for a whole column or row are computed once, not for each pixel.
 */
record PlanePicture(Plane plane, Field field, double pxPerMm) {
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
        new Labels(plane, columns, rows).paint(Canvas.pixelsOf(image), width, height);
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

    /** Lays lesions over the grays and draws the lung's outline, one pixel wide and inside the lung. */
    private record Labels(Plane plane, Places columns, Places rows) {
        private static final byte OUTLINE = (byte) Palette.index(Ink.LUNG_OUTLINE);
        private static final byte[][] INDICES = {
            Palette.indicesOfLabel(0), Palette.indicesOfLabel(1), Palette.indicesOfLabel(2), Palette.indicesOfLabel(3)
        };

        void paint(byte[] pixels, int width, int height) {
            byte[] above = nearest(rows.nearest[0]);
            byte[] here = rows.nearest[1] == rows.nearest[0] ? above : nearest(rows.nearest[1]);
            for (int y = 0; y < height; y++) {
                byte[] below = rows.nearest[y + 2] == rows.nearest[y + 1] ? here : nearest(rows.nearest[y + 2]);
                line(above, here, below, pixels, y * width);
                above = here;
                here = below;
            }
        }

        private static void line(byte[] above, byte[] here, byte[] below, byte[] pixels, int first) {
            for (int n = 1; n < here.length - 1; n++) {
                byte label = here[n];
                if (label != 0) {
                    boolean outline = here[n - 1] == 0 || here[n + 1] == 0 || above[n] == 0 || below[n] == 0;
                    int pixel = first + n - 1;
                    if (outline) {
                        pixels[pixel] = OUTLINE;
                    } else if (label > 1) {
                        pixels[pixel] = INDICES[label][pixels[pixel]];
                    }
                }
            }
        }

        /** Covers the pixels from the one before the first to the one after the last. */
        private byte[] nearest(int row) {
            byte[] labels = new byte[columns.nearest.length];
            for (int n = 0; n < labels.length; n++) {
                labels[n] = (byte) plane.label().at(columns.nearest[n], row);
            }
            return labels;
        }
    }

    /**
     * Where the pixels of one axis lie among its voxels, clamped to the first and the last.
     *
     * @param nearest voxel of each pixel, from the one before the first to the one after the last
     * @param below the voxel at or before the pixel
     * @param above the voxel after {@code below}
     * @param shareOfAbove the weight of {@code above}, 0 to 1
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
