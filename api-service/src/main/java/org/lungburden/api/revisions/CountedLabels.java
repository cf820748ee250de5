package org.lungburden.api.revisions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntConsumer;
import org.lungburden.labels.LabelVoxels;
import org.lungburden.statistics.Confusion;

/** Counts the voxels of labels that arrive beside the automatic ones, which lie on the same grid. */
final class CountedLabels implements IntConsumer {
    private final LabelVoxels automatic;
    private final Confusion confusion = new Confusion(LabelVoxels.LABELS);

    CountedLabels(LabelVoxels automatic) {
        this.automatic = automatic;
    }

    /** @throws UncheckedIOException when the store does not hand out the automatic labels */
    @Override
    public void accept(int label) {
        try {
            confusion.add(automatic.next(), label);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Confusion confusion() {
        return confusion;
    }
}
