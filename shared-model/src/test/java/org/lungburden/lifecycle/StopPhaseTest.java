package org.lungburden.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class StopPhaseTest {
    /** Spring stops the highest phase first. */
    @Test
    void theListIsTheOrderOfTheEnd() {
        assertThat(Arrays.stream(StopPhase.values()).map(StopPhase::phase))
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
    }
}
