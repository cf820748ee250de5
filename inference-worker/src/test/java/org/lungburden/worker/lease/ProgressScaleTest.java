package org.lungburden.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lungburden.job.Stage;

class ProgressScaleTest {
    @Test
    void runsFromZeroToOneWithoutGapsOrSteps() {
        double end = 0;
        for (Stage stage : Stage.values()) {
            assertThat(ProgressScale.overall(stage, 0)).isEqualTo(end, within(1e-12));
            end = ProgressScale.overall(stage, 1);
            assertThat(ProgressScale.overall(stage, 0.5)).isBetween(ProgressScale.overall(stage, 0), end);
        }
        assertThat(end).isEqualTo(1, within(1e-12));
    }

    @Test
    void cutsWhatLiesOutside() {
        assertThat(ProgressScale.overall(Stage.WRITING, 7)).isLessThanOrEqualTo(1);
        assertThat(ProgressScale.overall(Stage.FETCHING, -1)).isZero();
        assertThat(ProgressScale.overall(Stage.FETCHING, Double.NaN)).isZero();
    }
}
