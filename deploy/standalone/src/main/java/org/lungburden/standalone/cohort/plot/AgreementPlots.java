package org.lungburden.standalone.cohort.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.lungburden.standalone.cohort.CohortDocument.Agreeing;
import org.lungburden.standalone.cohort.CohortDocument.Compared;
import org.lungburden.standalone.cohort.CohortText;
import org.lungburden.standalone.cohort.Measure;
import org.lungburden.statistics.BlandAltman;
import org.lungburden.statistics.BlandAltman.Interval;

/** Result against reference. */
final class AgreementPlots {
    /** Room for the words beside the lines. */
    private static final int RIGHT_OF_LIMITS = Frame.WIDTH - 176;

    private static final int RIGHT = Frame.WIDTH - 36;
    private static final int LINE_OF_TEXT = 16;

    private AgreementPlots() {}

    /** Both axes have one scale; on the dashed line both are equal. */
    static String scatter(Measure measure, List<Compared> pairs, Agreeing agreeing) {
        double most = pairs.stream()
                .flatMapToDouble(pair -> DoubleStream.of(pair.result(), pair.reference()))
                .max()
                .orElse(1);
        Scale x = Scale.around(0, most, Frame.LEFT, RIGHT);
        Scale y = Scale.around(0, most, Frame.BOTTOM, Frame.TOP);
        String rho = agreeing.spearman()
                .fold(
                        found -> String.format(Locale.ROOT, ", Spearman's \u03C1 = %.2f, ", found.coefficient())
                                + CohortText.p(found.p()),
                        why -> "");
        Frame frame = Frame.draw(
                measure.title() + ": result and reference",
                "n = " + pairs.size() + rho,
                "Reference (" + measure.unit() + ")",
                "Result (" + measure.unit() + ")",
                x,
                y);
        frame.svg().line(x.at(x.from()), y.at(x.from()), x.at(x.to()), y.at(x.to()), "#777", 1.2, "6 4");
        pairs.forEach(pair -> frame.svg().point(x.at(pair.reference()), y.at(pair.result())));
        return frame.end();
    }

    static String blandAltman(Measure measure, BlandAltman found) {
        double[] means =
                found.points().stream().mapToDouble(BlandAltman.Point::mean).toArray();
        double[] reached = DoubleStream.concat(
                        DoubleStream.of(
                                0,
                                found.lowerLimitInterval().low(),
                                found.upperLimitInterval().high()),
                        found.points().stream().mapToDouble(BlandAltman.Point::difference))
                .toArray();
        Scale x = Scale.around(
                DoubleStream.of(means).min().orElse(0),
                DoubleStream.of(means).max().orElse(1),
                Frame.LEFT,
                RIGHT_OF_LIMITS);
        Scale y = Scale.around(
                DoubleStream.of(reached).min().orElse(0),
                DoubleStream.of(reached).max().orElse(1),
                Frame.BOTTOM,
                Frame.TOP);
        Frame frame = Frame.draw(
                measure.title() + ": difference to the reference",
                "n = " + found.n() + "; bands are 95 % intervals of bias and limits",
                "Mean of result and reference (" + measure.unit() + ")",
                "Result \u2212 reference (" + measure.unit() + ")",
                x,
                y);
        band(frame, found.lowerLimitInterval(), "#f3e3d6");
        band(frame, found.upperLimitInterval(), "#f3e3d6");
        band(frame, found.biasInterval(), "#d3e1f1");
        frame.svg().line(x.start(), y.at(0), x.end(), y.at(0), "#999", 1, "");
        frame.svg().line(x.start(), y.at(found.bias()), x.end(), y.at(found.bias()), "#1f5fa8", 1.8, "");
        frame.svg().line(x.start(), y.at(found.lowerLimit()), x.end(), y.at(found.lowerLimit()), "#b35a1f", 1.5, "7 4");
        frame.svg().line(x.start(), y.at(found.upperLimit()), x.end(), y.at(found.upperLimit()), "#b35a1f", 1.5, "7 4");
        found.points().forEach(point -> frame.svg().point(x.at(point.mean()), y.at(point.difference())));
        words(frame, found);
        return frame.end();
    }

    private static void band(Frame frame, Interval interval, String fill) {
        double top = frame.y().at(interval.high());
        double left = frame.x().start();
        frame.svg().rectangle(left, top, frame.x().end() - left, frame.y().at(interval.low()) - top, fill);
    }

    /** Beside their lines, and moved apart where these lie close together. */
    private static void words(Frame frame, BlandAltman found) {
        double middle = frame.y().at(found.bias());
        double apart = 2.2 * LINE_OF_TEXT;
        word(
                frame,
                Math.min(frame.y().at(found.upperLimit()), middle - apart),
                "+1.96 SD",
                found.upperLimit(),
                "#8a4214");
        word(frame, middle, "bias", found.bias(), "#1f5fa8");
        word(
                frame,
                Math.max(frame.y().at(found.lowerLimit()), middle + apart),
                "\u22121.96 SD",
                found.lowerLimit(),
                "#8a4214");
    }

    private static void word(Frame frame, double y, String name, double value, String fill) {
        double x = frame.x().end() + 10;
        String number = frame.y().finer(value);
        frame.svg().text(x, y - 2, Svg.Anchor.START, name, "fill", fill);
        frame.svg().text(x, y - 2 + LINE_OF_TEXT, Svg.Anchor.START, number, "fill", fill, "font-weight", "bold");
    }
}
