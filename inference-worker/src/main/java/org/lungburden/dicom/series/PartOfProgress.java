package org.lungburden.dicom.series;

import java.util.function.DoubleConsumer;

/** Reports the steps of one part of the work as progress of the whole. */
final class PartOfProgress {
    private final DoubleConsumer whole;
    private final double from;
    private final double to;
    private final int steps;
    private int done;

    /**
     * @param from share of the whole that is done before this part
     * @param to share of the whole that is done after this part
     */
    PartOfProgress(DoubleConsumer whole, double from, double to, int steps) {
        this.whole = whole;
        this.from = from;
        this.to = to;
        this.steps = steps;
    }

    void step() {
        done++;
        whole.accept(from + (to - from) * done / steps);
    }
}
