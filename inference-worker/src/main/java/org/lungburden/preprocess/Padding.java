package org.lungburden.preprocess;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.Volume;

/**
 * Finds voxels that nobody measured: outside a circular field of view, around a masked body, in a slice without image.
 * Tools fill them with one value, often 0, which is water. What a scanner measures has noise, so a large region of
 * exactly one value at the border of a slice is no measurement, whatever the value. In all measured chests no such
 * region reaches 0.1 % of a slice.
 *
 * <p>Air and what the cut-off at the lower end of a window leaves of air stay as they are: the network sees no
 * difference. A value that such a region has shown is padding in its smaller regions too, such as those between arm and
 * body. Not so above the range of scanners and at the least short: there lung or tissue may stand that was read with the
 * wrong sign. Nor is the largest value of a scan padding where it may be tissue: intensities that were clipped to a window
 * have large regions of that one value, too.
 */
public final class Padding {
    /** The HU value of padding: the lower end of the network's window. */
    private static final short AIR_HU = -1024;

    private static final int LEAST_AIR_HU = -1500;
    private static final int LARGEST_AIR_HU = -500;
    /** Scanners write 12 bits. */
    private static final int LARGEST_SCANNER_HU = 3071;

    /** Of a slice; in a square around a circular field of view, each corner has 5 %. */
    private static final double LEAST_SHARE = 0.01;
    /** Of a slice; noise makes no region as large. */
    private static final double LEAST_ISLAND_SHARE = 0.001;

    private static final int LEAST_ISLAND = 16;

    /** Only windows for tissue end below; little is denser, and no region of bone is large. */
    private static final int LARGEST_WINDOW_HU = 1000;
    /** Of the voxels; tools that interpolate leave a few beyond the end of a window. */
    private static final double BEYOND_WINDOW_SHARE = 0.0001;

    private Padding() {}

    /**
     * What was replaced.
     *
     * @param voxelsOfHu how many voxels had each padding value; empty without padding
     * @param histogram of all voxels that were measured
     */
    public record Replaced(Map<Integer, Long> voxelsOfHu, HuHistogram histogram) {
        public Replaced {
            voxelsOfHu = Map.copyOf(voxelsOfHu);
        }

        public boolean isEmpty() {
            return voxelsOfHu.isEmpty();
        }

        public long voxels() {
            return voxelsOfHu.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Makes padding air, in place. */
    public static Replaced replace(Volume scan) {
        Interruption interruption = Interruption.ofThisThread();
        Set<Integer> values = IntStream.range(0, scan.slices())
                .parallel()
                .peek(k -> interruption.check())
                .boxed()
                .flatMap(k -> new Slice(scan, k).valuesOfBorder().stream())
                .collect(Collectors.toCollection(HashSet::new));
        Map<Integer, Long> replaced = new TreeMap<>();
        HuHistogram histogram = HuHistogram.of(scan);
        values.removeIf(value -> mayEndAWindow(value, histogram));
        if (!values.isEmpty()) {
            IntStream.range(0, scan.slices())
                    .parallel()
                    .peek(k -> interruption.check())
                    .mapToObj(k -> new Slice(scan, k).replaced(values))
                    .toList()
                    .forEach(slice -> slice.forEach((hu, count) -> replaced.merge(hu, count, Long::sum)));
        }
        replaced.forEach((hu, count) -> histogram.add(hu, -count));
        return new Replaced(replaced, histogram);
    }

    private static boolean mayEndAWindow(int value, HuHistogram all) {
        long beyond = all.count(value + 1, Short.MAX_VALUE);
        return value <= LARGEST_WINDOW_HU && beyond < BEYOND_WINDOW_SHARE * all.voxels();
    }

    /** Regions of one value in a slice, of face neighbors. */
    private static final class Slice {
        private final short[] hu;
        private final int columns;
        private final int rows;
        private final boolean[] seen;
        private int[] stack = new int[256];
        private int depth;

        Slice(Volume scan, int k) {
            hu = scan.hu()[k];
            columns = scan.columns();
            rows = scan.rows();
            seen = new boolean[hu.length];
        }

        /** The values that fill a large part of the slice from its border on. */
        Set<Integer> valuesOfBorder() {
            Map<Integer, Integer> pixels = new HashMap<>();
            for (int i = 0; i < columns; i++) {
                add(pixels, i);
                add(pixels, columns * (rows - 1) + i);
            }
            for (int j = 0; j < rows; j++) {
                add(pixels, columns * j);
                add(pixels, columns * (j + 1) - 1);
            }
            return pixels.entrySet().stream()
                    .filter(value -> value.getValue() >= LEAST_SHARE * hu.length)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        private void add(Map<Integer, Integer> pixels, int n) {
            if (!seen[n] && mayBePadding(hu[n])) {
                pixels.merge((int) hu[n], region(n).length, Integer::sum);
            }
        }

        /** Pixels of each value that became air. */
        Map<Integer, Long> replaced(Set<Integer> values) {
            Map<Integer, Long> replaced = new HashMap<>();
            double leastIsland = Math.max(LEAST_ISLAND, LEAST_ISLAND_SHARE * hu.length);
            for (int n = 0; n < hu.length; n++) {
                int value = hu[n];
                if (seen[n] || !mayBePadding(value) || !values.contains(value)) {
                    continue;
                }
                int[] region = region(n);
                boolean large = region.length >= leastIsland && !mayLackItsSign(value);
                if (large || Arrays.stream(region).anyMatch(this::isBorder)) {
                    Arrays.stream(region).forEach(pixel -> hu[pixel] = AIR_HU);
                    replaced.merge(value, (long) region.length, Long::sum);
                }
            }
            return replaced;
        }

        private static boolean mayBePadding(int value) {
            return value < LEAST_AIR_HU || value > LARGEST_AIR_HU;
        }

        private static boolean mayLackItsSign(int value) {
            return value > LARGEST_SCANNER_HU || value == Short.MIN_VALUE;
        }

        private boolean isBorder(int n) {
            int i = n % columns;
            return i == 0 || i == columns - 1 || n < columns || n >= columns * (rows - 1);
        }

        private int[] region(int seed) {
            depth = 0;
            visit(seed, hu[seed]);
            for (int at = 0; at < depth; at++) {
                int n = stack[at];
                int i = n % columns;
                if (i > 0) {
                    visit(n - 1, hu[seed]);
                }
                if (i < columns - 1) {
                    visit(n + 1, hu[seed]);
                }
                if (n >= columns) {
                    visit(n - columns, hu[seed]);
                }
                if (n < columns * (rows - 1)) {
                    visit(n + columns, hu[seed]);
                }
            }
            return Arrays.copyOf(stack, depth);
        }

        private void visit(int n, short value) {
            if (seen[n] || hu[n] != value) {
                return;
            }
            seen[n] = true;
            if (depth == stack.length) {
                stack = Arrays.copyOf(stack, 2 * depth);
            }
            stack[depth++] = n;
        }
    }
}
