package org.lungburden.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.pipeline.Segmenter;

class SegmentersTest {

    /** A grid over the whole chest, turned against the patient, whose lowest slice is the one nearest to the head. */
    private static NetworkGrid grid(int columns, int rows, int slices, double dx, double dy, double dz) {
        double[] middle = PhantomChest.middle();
        Affine affine = Affine.ofRows(
                dx,
                0,
                0,
                middle[0] - dx * (columns - 1) / 2,
                0,
                -dy,
                0,
                middle[1] + dy * (rows - 1) / 2,
                0,
                0,
                -dz,
                middle[2] + dz * (slices - 1) / 2);
        int[] scanSlice = new int[slices];
        for (int k = 0; k < slices; k++) {
            scanSlice[k] = 2 * k;
        }
        float[][] values = new float[slices][columns * rows];
        return new NetworkGrid(values, columns, rows, scanSlice, new PixelBox(0, columns, 0, rows), affine);
    }

    @Test
    void sharesOfTheCellsAddUpToTheTruth() {
        NetworkGrid grid = grid(124, 86, 61, 2.75, 2.5, 5);
        SoftLabels labels = new PhantomSegmenter().segment(grid, progress -> {});
        double[] ml = new double[4];
        int pixels = 124 * 86;
        for (float[] slice : labels.probability()) {
            for (int n = 0; n < slice.length; n++) {
                ml[n / pixels] += slice[n] * grid.affine().voxelMl();
            }
        }
        PhantomTruth truth = PhantomTruth.whole();
        assertThat(ml[1] + ml[2] + ml[3]).isCloseTo(truth.lungMl(), Percentage.withPercentage(0.3));
        assertThat(ml[2]).isCloseTo(truth.groundGlassMl(), Percentage.withPercentage(0.3));
        assertThat(ml[3]).isCloseTo(truth.highOpacityMl(), Percentage.withPercentage(0.3));
    }

    @Test
    void probabilitiesOfAPixelAddUpToOne() {
        NetworkGrid grid = grid(30, 20, 9, 12, 12, 30);
        for (Segmenter segmenter : List.of(new PhantomSegmenter(), BoxSegmenter.atOnce())) {
            for (float[] slice : segmenter.segment(grid, progress -> {}).probability()) {
                for (int p = 0; p < 600; p++) {
                    float sum = slice[p] + slice[600 + p] + slice[1200 + p] + slice[1800 + p];
                    assertThat(sum).isCloseTo(1, within(1e-5f));
                }
            }
        }
    }

    @Test
    void tellsProgressUpToOne() {
        List<Double> heard = new ArrayList<>();
        new PhantomSegmenter().segment(grid(30, 20, 9, 12, 12, 30), heard::add);
        assertThat(heard).hasSize(9).isSorted().endsWith(1.0);
    }

    @Test
    void theNoOpSeesTwoLungs() {
        SoftLabels labels = BoxSegmenter.atOnce().segment(grid(32, 4, 2, 1, 1, 1), progress -> {});
        StringBuilder row = new StringBuilder();
        for (int x = 0; x < 32; x++) {
            row.append(labels.probability()[1][128 + 32 + x] > 0.5 ? '#' : '.');
        }
        assertThat(row).hasToString("....########........########....");
    }

    @Test
    void theSleeperWakesWhenItsProgressIsRefused() {
        Segmenter sleeper = BoxSegmenter.after(Duration.ofDays(1));
        assertThatThrownBy(() -> sleeper.segment(grid(8, 8, 2, 1, 1, 1), progress -> {
                    throw new CancellationException("cancelled");
                }))
                .hasMessage("cancelled");
    }

    @Test
    void theSleeperWakesWhenInterrupted() {
        Segmenter sleeper = BoxSegmenter.after(Duration.ofDays(1));
        assertThatThrownBy(() -> sleeper.segment(
                        grid(8, 8, 2, 1, 1, 1),
                        progress -> Thread.currentThread().interrupt()))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void namesAreThoseOfTheSetting() {
        assertThat(new PhantomSegmenter().card().name()).isEqualTo("phantom");
        assertThat(BoxSegmenter.after(Duration.ZERO).card().name()).isEqualTo("sleep");
        assertThat(BoxSegmenter.atOnce().card().name()).isEqualTo("none");
    }
}
