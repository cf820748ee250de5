package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceSpacingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "0 2",
                "0 2 4 6",
                "-3 0 3",
                "0 2 4.09 6.09",
                "0 2 3.91 5.91",
                "0 5 10.24 15.24",
                "0 0.6 1.3 1.9 2.5 3.1 3.8",
                "0 0.3 0.6 0.97"
            })
    void even(String positions) {
        assertThatCode(() -> SliceSpacing.check(numbers(positions))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0", "0 2 2.009 4", "0 2 2 4 4 6 6", "1 1 1 1", "0 2 4 4"})
    void duplicate(String positions) {
        assertThatThrownBy(() -> SliceSpacing.check(numbers(positions))).hasMessageStartingWith("DUPLICATE_SLICES");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 2 4 6.12",
                "0 2 4 5.85",
                "0 5 10 15.3",
                "0 2 4 7",
                "0 2 4 6.02 9",
                "0 2 4 6 6.5 8",
                "0 0.3 0.6 1.05",
                "0 2 2.02 4"
            })
    void uneven(String positions) {
        assertThatThrownBy(() -> SliceSpacing.check(numbers(positions))).hasMessageStartingWith("UNEVEN_SPACING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 2 6 8 10", "0 2 4 6 10", "0 2 6.19 8.19 10.19", "0 1 2 3 13", "0 2 6"})
    void missing(String positions) {
        assertThatThrownBy(() -> SliceSpacing.check(numbers(positions))).hasMessageStartingWith("MISSING_SLICES");
    }

    @Test
    void smallDifferencesMustNotAddUp() {
        double[] gaps = DoubleStream.concat(
                        IntStream.range(0, 60).mapToDouble(k -> 2.0),
                        IntStream.range(0, 60).mapToDouble(k -> 2.09))
                .toArray();
        double[] positions = new double[121];
        for (int k = 0; k < 120; k++) {
            positions[k + 1] = positions[k] + gaps[k];
        }
        assertThatThrownBy(() -> SliceSpacing.check(positions)).hasMessageStartingWith("UNEVEN_SPACING");
    }

    private static double[] numbers(String text) {
        return text.isEmpty()
                ? new double[0]
                : Arrays.stream(text.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }
}
