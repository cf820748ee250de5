package org.lungburden.api.agreement;

import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.lungburden.job.revision.Agreements.Volumes;

/** What is compared, named as in {@code measurements.csv}. */
enum Measure {
    LUNG("lung_ml", "mL", Set.of(1, 2, 3), Volumes::lung),
    OPACITY("opacity_ml", "mL", Set.of(2, 3), Volumes::pneumonia),
    GROUND_GLASS("ground_glass_ml", "mL", Set.of(2), Volumes::groundGlass),
    HIGH_OPACITY("high_opacity_ml", "mL", Set.of(3), Volumes::highOpacity),
    /** A share, so that it has no labels of its own. */
    BURDEN("opacity_percent", "%", Set.of(), Measure::percent);

    private static final double PERCENT = 100;

    private final String column;
    private final String unit;
    private final Set<Integer> labels;
    private final ToDoubleFunction<Volumes> value;

    Measure(String column, String unit, Set<Integer> labels, ToDoubleFunction<Volumes> value) {
        this.column = column;
        this.unit = unit;
        this.labels = labels;
        this.value = value;
    }

    private static double percent(Volumes volumes) {
        return volumes.lung() > 0 ? PERCENT * volumes.pneumonia() / volumes.lung() : 0;
    }

    String column() {
        return column;
    }

    String unit() {
        return unit;
    }

    /** Taken as one; empty where no Dice is told. */
    Set<Integer> labels() {
        return labels;
    }

    double of(Volumes volumes) {
        return value.applyAsDouble(volumes);
    }
}
