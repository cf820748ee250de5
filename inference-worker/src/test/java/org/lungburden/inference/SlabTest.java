package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;

class SlabTest {
    private static final int SIZE = 4;
    private static final int NEIGHBOURS = 2;

    @Test
    void replicatesTheFirstSliceBelowTheScan() {
        assertThat(inputs(Slab.at(0, 10, SIZE, NEIGHBOURS), 10)).containsExactly(0, 0, 0, 1, 2, 3, 4, 5);
    }

    @Test
    void reachesIntoTheNeighboringSlabsInTheMiddle() {
        assertThat(inputs(Slab.at(4, 20, SIZE, NEIGHBOURS), 20)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void fillsTheLastSlabUpWithTheReplicatedEnd() {
        Slab slab = Slab.at(8, 10, SIZE, NEIGHBOURS);

        assertThat(slab.targets()).isEqualTo(2);
        assertThat(inputs(slab, 10)).containsExactly(6, 7, 8, 9, 9, 9, 9, 9);
    }

    @Test
    void takesAScanOfOneSlice() {
        Slab slab = Slab.at(0, 1, SIZE, NEIGHBOURS);

        assertThat(slab.targets()).isEqualTo(1);
        assertThat(inputs(slab, 1)).containsOnly(0);
    }

    @Test
    void copiesWholeSlicesInOrder() {
        float[][] values = {{1, 2}, {3, 4}, {5, 6}};
        NetworkGrid grid = new NetworkGrid(
                values,
                2,
                1,
                new int[] {0, 1, 2},
                new PixelBox(0, 2, 0, 1),
                Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        FloatBuffer buffer = FloatBuffer.allocate(8);

        Slab.at(0, 3, 2, 1).fill(grid, buffer);

        assertThat(buffer.array()).containsExactly(1, 2, 1, 2, 3, 4, 5, 6);
        assertThat(buffer.remaining()).isEqualTo(8);
    }

    private static List<Integer> inputs(Slab slab, int slices) {
        List<Integer> inputs = new ArrayList<>();
        for (int n = 0; n < slab.inputSlices(); n++) {
            inputs.add(slab.gridSlice(n, slices));
        }
        return inputs;
    }
}
