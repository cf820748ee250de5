package org.lungburden.worker.lease;

import java.util.EnumMap;
import java.util.Map;
import org.lungburden.job.Stage;

/**
 * Maps the progress of a stage to the progress of the job, 0 to 1. The shares are those of the time for a usual scan on
 * two cores.
 */
final class ProgressScale {
    private static final Map<Stage, Double> SHARES = new EnumMap<>(Map.of(
            Stage.FETCHING, 0.03,
            Stage.DECODING, 0.15,
            Stage.PREPROCESSING, 0.10,
            Stage.SEGMENTING, 0.55,
            Stage.MEASURING, 0.07,
            Stage.WRITING, 0.10));

    private ProgressScale() {}

    /** @param stageProgress 0 to 1; other values are clamped, and NaN counts as 0 */
    static double overall(Stage stage, double stageProgress) {
        double before = 0;
        for (Stage earlier : Stage.values()) {
            if (earlier.ordinal() < stage.ordinal()) {
                before += share(earlier);
            }
        }
        double within = stageProgress > 0 ? Math.min(stageProgress, 1) : 0;
        return Math.min(1, before + share(stage) * within);
    }

    private static double share(Stage stage) {
        return SHARES.getOrDefault(stage, 0.0);
    }
}
