package org.lungburden.standalone.cohort.plot;

import java.util.List;
import org.lungburden.statistics.Histogram;

/** How many studies have which burden. */
final class BurdenPlot {
    private static final int RIGHT = Frame.WIDTH - 36;

    private BurdenPlot() {}

    static String draw(Histogram histogram) {
        List<Double> edges = histogram.edges();
        int most = histogram.counts().stream().mapToInt(Integer::intValue).max().orElse(1);
        int n = histogram.counts().stream().mapToInt(Integer::intValue).sum();
        Scale x = Scale.around(edges.get(0), edges.get(edges.size() - 1), Frame.LEFT, RIGHT);
        Scale y = Scale.around(0, Math.max(most, 6), Frame.BOTTOM, Frame.TOP);
        Frame frame = Frame.draw(
                "Opacity burden",
                "n = " + n + ", bins of " + number(histogram.width()) + " %",
                "Opacity in percent of the lung volume",
                "Studies",
                x,
                y);
        for (int bin = 0; bin < histogram.counts().size(); bin++) {
            double left = x.at(edges.get(bin));
            double right = x.at(edges.get(bin + 1));
            double top = y.at(histogram.counts().get(bin));
            frame.svg().rectangle(left + 0.75, top, Math.max(0.5, right - left - 1.5), Frame.BOTTOM - top, "#5b8fc7");
        }
        return frame.end();
    }

    private static String number(double width) {
        return width >= 1 ? String.valueOf(Math.round(width)) : String.valueOf(width);
    }
}
