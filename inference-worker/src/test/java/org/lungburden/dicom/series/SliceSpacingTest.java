package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Vector3;

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
                "0 5 10.24 15.24",
                "0 0.6 1.3 1.9 2.5 3.1 3.8",
                "0 0.3 0.6 0.92",
                "-0.1 0.4 0.9 1.5 2 2.5 3 3.5 4 4.5 5.0 5.5 6.1 6.6", // 0.515 mm: two slow steps of the rounding
                "-8.8 -7.5 -6.2 -5 -3.8 -2.5 -1.2 0 1.2 2.5", // 1.25 mm, one decimal
                "0.1 0.725000 1.350003 1.974997 2.6 3.225 3.85 4.475001" // passed through 32 bits
            })
    void even(String positions) {
        assertThat(judge(positions).fault()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0", "0 2 2.009 4", "0 2 2 4 4 6 6", "1 1 1 1", "0 2 4 4"})
    void duplicate(String positions) {
        assertThat(judge(positions).fault()).isEqualTo(ErrorCode.DUPLICATE_SLICES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 2 4 6 8 10 12.41",
                "0 2 4 6 8 10 11.6",
                "0 2 4 6 8 10 12 14 17", // whole millimeters
                "0 2 4 6.02 9",
                "0 2 4 6 6.5 8",
                "0 0.3 0.6 1.05",
                "0 2 2.02 4"
            })
    void uneven(String positions) {
        assertThat(judge(positions).fault()).isEqualTo(ErrorCode.UNEVEN_SPACING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 2 6 8 10",
                "0 2 4 6 10",
                "0 2 6.1 8.1 10.1",
                "0 1 2 3 13",
                "0 2 6",
                "0 1 2 4 5 6 7 8", // whole millimeters
                "0 1 3 4 5 6 7 8"
            })
    void missing(String positions) {
        assertThat(judge(positions).fault()).isEqualTo(ErrorCode.MISSING_SLICES);
    }

    @Test
    void tellsWhereSlicesAreMissing() {
        SliceSpacing spacing = judge("0 2 4 10 12 14 16 20 22");
        assertThat(spacing.flaws())
                .extracting(SliceSpacing.Flaw::slice, SliceSpacing.Flaw::missing)
                .containsExactly(tuple(2, 2), tuple(6, 1));
        assertThat(spacing.missing()).isEqualTo(3);
        assertThat(spacing.line().stepMm()).isEqualTo(2, within(1e-12));
    }

    @Test
    void tellsWhereTheDistanceChanges() {
        SliceSpacing twice = judge("0 5 10 15 20 30 40 50 60");
        assertThat(twice.fault()).isEqualTo(ErrorCode.UNEVEN_SPACING);
        assertThat(twice.change()).isEqualTo(new SpacingChange(4, 5, 10));
        assertThat(judge("0 1 2 3 4.5 6 7.5 9 10 11 12").change()).isEqualTo(new SpacingChange(3, 1, 1.5));
        assertThat(judge("0 5 10 15 20 30 40").change())
                .as("slices may be missing")
                .isNull();
        assertThat(judge("0 5 10 15 25 30 35 40").change()).isNull();
    }

    @Test
    void tellsWhichSliceLiesBesideItsPlace() {
        List<SliceSpacing.Flaw> flaws = judge("0 2 4 6 8 10.6 12 14 16 18 20").flaws();
        assertThat(flaws).extracting(SliceSpacing.Flaw::slice).containsExactly(5);
        assertThat(flaws.get(0).offMm()).isEqualTo(0.6, within(0.06));
    }

    /** The formula of a least squares line, from the normal equations by hand: 3.6 = 9/10 x 4. */
    @Test
    void theStepIsTheSlopeOfTheLine() {
        SliceSpacing.Line line = SliceSpacing.Line.through(new double[] {0, 1, 2, 3}, new double[] {1, 2.9, 5.1, 7});
        assertThat(line.stepMm()).isEqualTo(2.02, within(1e-12));
        assertThat(line.startMm()).isEqualTo(0.97, within(1e-12));
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
        assertThat(judge(positions).fault()).isEqualTo(ErrorCode.UNEVEN_SPACING);
    }

    private static SliceSpacing judge(String text) {
        return judge(
                text.isEmpty()
                        ? new double[0]
                        : Arrays.stream(text.split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
    }

    private static SliceSpacing judge(double[] positions) {
        List<Vector3> places =
                Arrays.stream(positions).mapToObj(z -> new Vector3(0, 0, z)).toList();
        return SliceSpacing.of(
                positions, places.isEmpty() ? 0 : PositionRounding.alongNormalMm(places, new Vector3(0, 0, 1)));
    }
}
