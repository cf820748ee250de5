package org.lungburden.standalone.cohort.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Numbers to pixels, with ticks at multiples of 1, 2 or 5 times a power of ten.
 *
 * @param from at pixel {@code start}; a tick
 * @param to at pixel {@code end}; a tick
 */
record Scale(double from, double to, double step, double start, double end) {
    private static final int TICKS = 6;
    private static final int[] STEPS = {1, 2, 5};

    /** A scale that reaches from tick to tick around the two numbers. */
    static Scale around(double least, double most, double start, double end) {
        double span = most > least ? most - least : Math.max(1, Math.abs(most));
        double step = step(span / TICKS);
        double from = Math.floor(least / step + 1e-9) * step;
        double to = Math.ceil(most / step - 1e-9) * step;
        return new Scale(from, to > from ? to : from + step, step, start, end);
    }

    private static double step(double least) {
        for (int exponent = (int) Math.floor(Math.log10(least)) - 1; ; exponent++) {
            for (int step : STEPS) {
                double candidate = Double.parseDouble(step + "e" + exponent);
                if (candidate >= least) {
                    return candidate;
                }
            }
        }
    }

    double at(double value) {
        return start + (value - from) / (to - from) * (end - start);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long first = Math.round(from / step);
        for (long n = first; n <= Math.round(to / step); n++) {
            ticks.add(n * step);
        }
        return ticks;
    }

    String label(double tick) {
        return label(tick, 0);
    }

    /** With a tenth of what the ticks show. */
    String finer(double value) {
        return label(value, 1);
    }

    private String label(double value, int more) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9)) + more;
        String label = String.format(Locale.ROOT, "%." + decimals + "f", value == 0 ? 0.0 : value);
        return label.replace('-', '\u2212');
    }
}
