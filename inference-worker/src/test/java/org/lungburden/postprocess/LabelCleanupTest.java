package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Drawn;
import org.lungburden.geometry.LabelVolume;

class LabelCleanupTest {
    private static final Affine ML = Drawn.spacing(10, 10, 10);

    @Test
    void dropsThenFillsAndLeavesItsInputAlone() {
        // The lesion within the gap touches no lung by a corner, so it goes, and the gap is filled as one hole
        LabelVolume drawn =
                Drawn.labels(Drawn.spacing(1, 1, 1), "1111111 1.....1 1.....1 1..2..1 1.....1 1.....1 1111111");
        byte[][] before = Drawn.copy(drawn.labels());

        LabelVolume clean = LabelCleanup.of(drawn, Drawn.filled(drawn, -800));

        assertThat(clean.labels()[0]).containsOnly(1).hasSize(49);
        assertThat(drawn.labels()).isDeepEqualTo(before);
        assertThat(clean.columns()).isEqualTo(7);
        assertThat(clean.rows()).isEqualTo(7);
        assertThat(clean.affine()).isEqualTo(drawn.affine());
    }

    @Test
    void withoutLungNothingIsLeft() {
        LabelVolume drawn = Drawn.labels(ML, "222 333");
        assertThat(LabelCleanup.of(drawn, Drawn.filled(drawn, 0)).labels()[0]).containsOnly(0);
    }
}
