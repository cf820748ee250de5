package org.lungburden.standalone.cohort;

import java.util.Locale;
import java.util.Set;

/** What the statistics are about: a column of the table, and labels of a mask. */
public enum Measure {
    LUNG("lung_ml", "Lung", "mL", Set.of(1, 2, 3)),
    OPACITY("opacity_ml", "Opacity", "mL", Set.of(2, 3)),
    GROUND_GLASS("ground_glass_ml", "Ground glass", "mL", Set.of(2)),
    HIGH_OPACITY("high_opacity_ml", "High opacity", "mL", Set.of(3)),
    /** Opacity in percent of the lung volume; a share, so that it has no labels of its own. */
    BURDEN("opacity_percent", "Burden", "%", Set.of());

    private final String column;
    private final String title;
    private final String unit;
    private final Set<Integer> labels;

    Measure(String column, String title, String unit, Set<Integer> labels) {
        this.column = column;
        this.title = title;
        this.unit = unit;
        this.labels = labels;
    }

    public String column() {
        return column;
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    /** Taken as one. */
    Set<Integer> labels() {
        return labels;
    }

    boolean isPercent() {
        return this == BURDEN;
    }

    /** Needs the whole lung, which a reader of lesions may not have outlined. */
    boolean needsLung() {
        return this == LUNG || this == BURDEN;
    }

    /** For names of files. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
