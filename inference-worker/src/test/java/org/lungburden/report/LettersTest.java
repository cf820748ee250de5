package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LettersTest {
    private static final double SIZE_PX = 20;

    private final Letters letters = new Letters(new StrokeFont());

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 0.75, 1, 7.5, -3.25})
    void aLetterBeginsWhereItIsAsked(double x) {
        assertThat(middle("l", x) - middle("l", 0)).isCloseTo(x, within(0.05));
        assertThat(middle("l", x + 0.1) - middle("l", 0)).isCloseTo(x, within(0.05));
    }

    @Test
    void aWordIsItsLettersSideBySide() {
        double width = letters.widthPx("H", SIZE_PX, false);
        assertThat(letters.widthPx("HH", SIZE_PX, false)).isEqualTo(2 * width);
        assertThat(middle("HH", 0) - middle("H", 0)).isCloseTo(0.5 * width, within(0.1));
    }

    @Test
    void aSpaceCoversNothing() {
        AtomicInteger covered = new AtomicInteger();
        letters.draw("  ", 5, 5, SIZE_PX, false, (x, y, coverage) -> covered.incrementAndGet());
        assertThat(covered).hasValue(0);
    }

    /** Center of what a text covers along x. */
    private double middle(String text, double left) {
        double[] sums = new double[2];
        letters.draw(text, left, 10, SIZE_PX, false, (x, y, coverage) -> {
            sums[0] += (x + 0.5) * coverage;
            sums[1] += coverage;
        });
        return sums[0] / sums[1];
    }
}
