package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.lungburden.inference.Precision.FLOAT16;
import static org.lungburden.inference.Precision.FLOAT32;

import org.junit.jupiter.api.Test;
import org.lungburden.error.InvalidSettingException;

class GpuMemoryTest {
    private static final long MIB = 1L << 20;
    private static final ModelManifest.Input SHAPE =
            new ModelManifest.Input("slice,channel,y,x", 256, 256, 1, 5, "float32", 4);

    @Test
    void withoutALimitTheSlabIsTheUsualOne() {
        assertThat(GpuMemory.slabSlices(0, SHAPE, FLOAT32, 8)).isEqualTo(8);
    }

    /** 1 GiB, and 32 MiB for each target and the 5 slices above the last one. */
    @Test
    void slabIsTheLargestThatIsPlannedToFit() {
        assertThat(GpuMemory.slabSlices(1440 * MIB, SHAPE, FLOAT32, 8)).isEqualTo(8);
        assertThat(GpuMemory.slabSlices(1439 * MIB, SHAPE, FLOAT32, 8)).isEqualTo(7);
        assertThat(GpuMemory.slabSlices(1216 * MIB, SHAPE, FLOAT32, 8)).isEqualTo(1);
    }

    @Test
    void halfPrecisionTakesHalf() {
        assertThat(GpuMemory.slabSlices(1232 * MIB, SHAPE, FLOAT16, 8)).isEqualTo(8);
        assertThat(GpuMemory.slabSlices(1312 * MIB, SHAPE, FLOAT16, 16)).isEqualTo(13);
    }

    @Test
    void limitThatLeavesRoomForNoSliceIsRefusedWithTheLeast() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> GpuMemory.slabSlices(1215 * MIB, SHAPE, FLOAT32, 8))
                .withMessageContaining("LUNGBURDEN_GPU_MEMORY")
                .withMessageContaining("1216MB");
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> GpuMemory.slabSlices(-1, SHAPE, FLOAT32, 8));
    }
}
