package org.lungburden.api.bundles;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.lungburden.result.ResultDocument;

/** The numbers of many results, and why jobs have none. */
final class Sample {
    private final DoubleStream.Builder[] values = new DoubleStream.Builder[Quantity.values().length];
    private final Map<String, Integer> withoutNumbers = new TreeMap<>();
    private int measured;
    private int without;

    Sample() {
        for (Quantity quantity : Quantity.values()) {
            values[quantity.ordinal()] = DoubleStream.builder();
        }
    }

    void add(ResultDocument.VolumesMl volumes, ResultDocument.BurdenPercent burden) {
        for (Quantity quantity : Quantity.values()) {
            values[quantity.ordinal()].add(quantity.of(volumes, burden));
        }
        measured++;
    }

    void addWithout(String reason) {
        withoutNumbers.merge(reason, 1, Integer::sum);
        without++;
    }

    int jobs() {
        return measured + without;
    }

    int measured() {
        return measured;
    }

    Map<String, Integer> withoutNumbers() {
        return withoutNumbers;
    }

    /** To be called once. */
    double[] values(Quantity quantity) {
        return values[quantity.ordinal()].build().toArray();
    }

    /** What the statistics are about, as {@code ./lungburden cohort} names it. */
    enum Quantity {
        LUNG("lung_ml", "mL") {
            @Override
            double of(ResultDocument.VolumesMl volumes, ResultDocument.BurdenPercent burden) {
                return volumes.lung();
            }
        },
        OPACITY("opacity_ml", "mL") {
            @Override
            double of(ResultDocument.VolumesMl volumes, ResultDocument.BurdenPercent burden) {
                return volumes.pneumonia();
            }
        },
        GROUND_GLASS("ground_glass_ml", "mL") {
            @Override
            double of(ResultDocument.VolumesMl volumes, ResultDocument.BurdenPercent burden) {
                return volumes.groundGlass();
            }
        },
        HIGH_OPACITY("high_opacity_ml", "mL") {
            @Override
            double of(ResultDocument.VolumesMl volumes, ResultDocument.BurdenPercent burden) {
                return volumes.highOpacity();
            }
        },
        BURDEN("opacity_percent", "%") {
            @Override
            double of(ResultDocument.VolumesMl volumes, ResultDocument.BurdenPercent burden) {
                return burden.pneumonia();
            }
        };

        private final String column;
        private final String unit;

        Quantity(String column, String unit) {
            this.column = column;
            this.unit = unit;
        }

        /** Of the batch's table. */
        String column() {
            return column;
        }

        String unit() {
            return unit;
        }

        abstract double of(ResultDocument.VolumesMl volumes, ResultDocument.BurdenPercent burden);
    }
}
