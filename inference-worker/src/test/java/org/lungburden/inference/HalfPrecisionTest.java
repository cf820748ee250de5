package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;

/** The half form of the shipped model, on the CPU where its PyTorch can: settings allow it on a GPU only. */
class HalfPrecisionTest {
    private static final ModelManifest.Loaded MODEL = ModelManifest.read(Path.of("model"));
    private static final int SIDE = 256;
    /** Seven slices: five wait for their neighbors above. */
    private static final int SLICES = 7;

    private static final int TARGETS = 2;

    @Test
    void agreesWithTheWholeForm() {
        TestEngine.start();
        // "slow_conv2d_cpu" not implemented for 'Half'
        assumeFalse(
                Engine.getEngine(TorchRunner.ENGINE).getVersion().startsWith("1."), "no float16 on this CPU's PyTorch");

        float[] whole = run(Precision.FLOAT32);
        float[] half = run(Precision.FLOAT16);

        double worst = 0;
        for (int n = 0; n < whole.length; n++) {
            worst = Math.max(worst, Math.abs(whole[n] - half[n]));
        }
        assertThat(worst).isBetween(1e-6, 0.02);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            double sum = 0;
            for (int label = 0; label < SoftLabels.LABELS; label++) {
                sum += half[label * SIDE * SIDE + pixel];
            }
            assertThat(sum).isBetween(1 - 1e-5, 1 + 1e-5);
        }
    }

    private static float[] run(Precision precision) {
        FloatBuffer input = ByteBuffer.allocateDirect(SLICES * SIDE * SIDE * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int n = 0; n < input.capacity(); n++) {
            double distance = Math.hypot(n % SIDE - 90 - 5 * (n / (SIDE * SIDE)), n / SIDE % SIDE - 128);
            input.put(n, (float) (distance < 50 ? 0.15 : 0.9 - distance / 400));
        }
        float[] probabilities = new float[TARGETS * SoftLabels.LABELS * SIDE * SIDE];
        try (TorchRunner runner = TorchRunner.load(MODEL, precision, Device.cpu());
                NetworkRun scan = runner.begin(new PixelBox(0, SIDE, 0, SIDE))) {
            scan.next(input, SLICES).get(probabilities);
        }
        return probabilities;
    }

    @Test
    void isTakenOnAGpuOnlyAndOnlyWhenAskedFor() {
        assertThat(PlacedNetwork.precision(Precision.AUTO, true, MODEL)).isEqualTo(Precision.FLOAT32);
        assertThat(PlacedNetwork.precision(Precision.FLOAT32, true, MODEL)).isEqualTo(Precision.FLOAT32);
        assertThat(PlacedNetwork.precision(Precision.FLOAT16, true, MODEL)).isEqualTo(Precision.FLOAT16);
        assertThat(PlacedNetwork.precision(Precision.AUTO, false, MODEL)).isEqualTo(Precision.FLOAT32);
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> PlacedNetwork.precision(Precision.FLOAT16, false, MODEL))
                .withMessageContaining("needs a GPU");
        ModelManifest.Loaded without = new ModelManifest.Loaded(MODEL.manifest(), MODEL.json(), MODEL.weights(), null);
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> PlacedNetwork.precision(Precision.FLOAT16, true, without))
                .withMessageContaining("no half form");
    }
}
