package org.lungburden.dicom.series;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lungburden.dicom.file.Tag;
import org.lungburden.geometry.Vector3;

/** Slices whose positions were rounded to steps that are coarse beside their distance, so that whole ones seem to lack. */
final class RoundedSlices {
    /** A single wider gap may as well be a slice that is missing. */
    private static final int LEAST_GAPS = 2;

    private final List<CtSlice> slices;
    private final Vector3 normal;

    /** @param slices ascending along their normal, at least one */
    RoundedSlices(List<CtSlice> slices) {
        this.slices = slices;
        this.normal = slices.get(0).plane().normal();
    }

    /** Whether numbers say that no slice is missing, and all distances are the same but for one rounding step. */
    boolean hideGrid() {
        double[] gaps = IntStream.range(1, slices.size())
                .mapToDouble(k -> along(k) - along(k - 1))
                .toArray();
        double narrowest =
                IntStream.range(0, gaps.length).mapToDouble(k -> gaps[k]).min().orElse(0);
        double widest =
                IntStream.range(0, gaps.length).mapToDouble(k -> gaps[k]).max().orElse(0);
        double stepMm = 2
                * PositionRounding.alongNormalMm(
                        slices.stream().map(slice -> slice.plane().position()).toList(), normal);
        long wide = IntStream.range(0, gaps.length)
                .filter(k -> gaps[k] > narrowest + stepMm / 2)
                .count();
        double meanMm = (along(slices.size() - 1) - along(0)) / Math.max(1, gaps.length);
        return stepMm > 2 * SliceSpacing.MAX_ROUNDING * meanMm
                && widest - narrowest < 1.01 * stepMm
                && wide >= LEAST_GAPS
                && areNumberedThrough();
    }

    private boolean areNumberedThrough() {
        List<Double> numbers = slices.stream()
                .map(slice -> slice.attributes().decimals(Tag.INSTANCE_NUMBER, 1))
                .flatMap(Optional::stream)
                .map(value -> value[0])
                .distinct()
                .sorted()
                .toList();
        return numbers.size() == slices.size()
                && numbers.get(numbers.size() - 1) - numbers.get(0) == numbers.size() - 1;
    }

    private double along(int slice) {
        return slices.get(slice).plane().position().dot(normal);
    }
}
