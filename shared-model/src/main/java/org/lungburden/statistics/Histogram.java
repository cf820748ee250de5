package org.lungburden.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many values fall into bins of one width. The width is the least of 1, 2 and 5 times a power of ten that needs at
 * most as many bins as the square root of n, rounded up, but 5 to 20; it is 1 where all values are equal. Edges are
 * multiples of the width. A bin holds its lower edge; the last bin holds both, as in NumPy.
 *
 * @param edges one more than there are bins, in the unit of the values
 * @param counts values in each bin
 */
public record Histogram(double width, List<Double> edges, List<Integer> counts) {
    private static final int FEWEST_BINS = 5;
    private static final int MOST_BINS = 20;
    private static final int[] STEPS = {1, 2, 5};

    public Histogram {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
    }

    /**
     * @return absent for no values
     * @throws IllegalArgumentException for a value that is not finite
     */
    public static Figure<Histogram> of(double... values) {
        Values.checkFinite(values);
        if (values.length == 0) {
            return Figure.absent(Absence.TOO_FEW);
        }
        double min = Arrays.stream(values).min().orElseThrow();
        double max = Arrays.stream(values).max().orElseThrow();
        double width = width(min, max, bins(values.length));
        double[] edges = edges(min, max, width);
        int[] counts = new int[edges.length - 1];
        for (double value : values) {
            counts[bin(edges, value)]++;
        }
        return Figure.of(new Histogram(
                width,
                Arrays.stream(edges).boxed().toList(),
                Arrays.stream(counts).boxed().toList()));
    }

    private static int bins(int n) {
        return (int) Math.max(FEWEST_BINS, Math.min(MOST_BINS, Math.ceil(Math.sqrt(n))));
    }

    private static double width(double min, double max, int bins) {
        if (min == max) {
            return 1;
        }
        for (int exponent = (int) Math.floor(Math.log10((max - min) / bins)) - 1; ; exponent++) {
            for (int step : STEPS) {
                // read as a decimal number, so that 0.1 is the number nearest to 0.1
                double width = Double.parseDouble(step + "e" + exponent);
                if (edges(min, max, width).length <= bins + 1) {
                    return width;
                }
            }
        }
    }

    private static double[] edges(double min, double max, double width) {
        double first = Math.floor(min / width);
        List<Double> edges = new ArrayList<>(List.of(first * width));
        do {
            edges.add((first + edges.size()) * width);
        } while (edges.get(edges.size() - 1) < max && edges.size() <= MOST_BINS + 1);
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static int bin(double[] edges, double value) {
        int at = Arrays.binarySearch(edges, value);
        int bin = at >= 0 ? at : -at - 2;
        return Math.max(0, Math.min(edges.length - 2, bin));
    }
}
