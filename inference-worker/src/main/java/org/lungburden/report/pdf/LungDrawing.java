package org.lungburden.report.pdf;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.lungburden.result.ResultDocument;

/**
 * A drawing of both lungs in thirds, seen from the front: the patient's right on the left. Each third is the grayer the
 * more opacity it holds, and tells its percentage and score.
 */
final class LungDrawing {
    /** Black letters must stay readable on it. */
    private static final double DARKEST = 0.45;
    /** From here on a zone has the highest score. */
    private static final double FULL_PERCENT = 75;

    private static final List<String> THIRDS = List.of("UPPER", "MIDDLE", "LOWER");
    /** Half of the outline of the right lung, x outwards from the midline, in parts of the width of one lung. */
    private static final double[][] BORDER = {
        {0.00, 0.42, 0.62}, {0.08, 0.26, 0.78}, {1 / 3.0, 0.14, 0.92}, {2 / 3.0, 0.10, 1.00}, {1.00, 0.16, 1.00}
    };

    private final Page page;
    private final double middle;
    private final double top;
    private final double lungWidth;
    private final double height;

    LungDrawing(Page page, double middle, double top, double lungWidth, double height) {
        this.page = page;
        this.middle = middle;
        this.top = top;
        this.lungWidth = lungWidth;
        this.height = height;
    }

    void draw(List<ResultDocument.Region> regions) throws IOException {
        for (int third = 0; third < THIRDS.size(); third++) {
            draw(zone(regions, "RIGHT_" + THIRDS.get(third)), third, -1);
            draw(zone(regions, "LEFT_" + THIRDS.get(third)), third, 1);
        }
        page.bold("R", middle - lungWidth - 14, top + 10, 10);
        page.bold("L", middle + lungWidth + 7, top + 10, 10);
    }

    private static Optional<ResultDocument.Region> zone(List<ResultDocument.Region> regions, String name) {
        return regions.stream().filter(region -> region.region().equals(name)).findFirst();
    }

    /** @param direction of x: -1 for the patient's right, which is on the left */
    private void draw(Optional<ResultDocument.Region> zone, int third, int direction) throws IOException {
        double from = third / 3.0;
        double to = (third + 1) / 3.0;
        double percent = zone.map(ResultDocument.Region::pneumoniaPercent).orElse(0.0);
        page.polygon(outline(from, to, direction), 1 - DARKEST * Math.min(1, percent / FULL_PERCENT));
        String told = zone.map(region -> ReportWords.number(region.pneumoniaPercent()) + " %")
                .orElse("no lung");
        double center = middle + direction * 0.55 * lungWidth;
        double baseline = top + (from + to) / 2 * height;
        page.textMiddle(told, center, baseline + 1, 9);
        if (zone.isPresent()) {
            page.textMiddle("score " + zone.get().severity(), center, baseline + 10, 7);
        }
    }

    private double[] outline(double from, double to, int direction) {
        double[] heights = DoubleStream.concat(
                        Arrays.stream(BORDER).mapToDouble(row -> row[0]).filter(y -> y > from && y < to),
                        DoubleStream.of(from, to))
                .sorted()
                .toArray();
        double[] points = new double[4 * heights.length];
        for (int n = 0; n < heights.length; n++) {
            place(points, n, direction, at(heights[n], 1), heights[n]);
            place(points, 2 * heights.length - 1 - n, direction, at(heights[n], 2), heights[n]);
        }
        return points;
    }

    private void place(double[] points, int index, int direction, double x, double y) {
        points[2 * index] = middle + direction * x * lungWidth;
        points[2 * index + 1] = top + y * height;
    }

    private static double at(double y, int border) {
        for (int n = 1; n < BORDER.length; n++) {
            if (y <= BORDER[n][0]) {
                double share = (y - BORDER[n - 1][0]) / (BORDER[n][0] - BORDER[n - 1][0]);
                return BORDER[n - 1][border] + share * (BORDER[n][border] - BORDER[n - 1][border]);
            }
        }
        return BORDER[BORDER.length - 1][border];
    }
}
