package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.InvalidSettingException;

class DeviceChoiceTest {

    /** A machine with GPUs of which some work. */
    private record Machine(boolean present, List<Integer> working) implements DeviceChoice.Gpus {
        @Override
        public @Nullable RuntimeException fault(int n) {
            return working.contains(n) ? null : new EngineException("CUDA error: invalid device ordinal");
        }
    }

    private static final Machine NONE = new Machine(false, List.of());
    private static final Machine TWO = new Machine(true, List.of(0, 1));
    private static final Machine BROKEN = new Machine(true, List.of());

    @Test
    void autoTakesTheFirstGpuThatWorksElseTheCpu() {
        assertThat(DeviceChoice.of("auto", TWO)).isEqualTo(Device.gpu(0));
        assertThat(DeviceChoice.of("auto", NONE)).isEqualTo(Device.cpu());
        assertThat(DeviceChoice.of("auto", BROKEN)).isEqualTo(Device.cpu());
    }

    @Test
    void cpuAsksForNoGpu() {
        DeviceChoice.Gpus untouchable = new DeviceChoice.Gpus() {
            @Override
            public boolean present() {
                throw new AssertionError();
            }

            @Override
            public RuntimeException fault(int n) {
                throw new AssertionError();
            }
        };
        assertThat(DeviceChoice.of("cpu", untouchable)).isEqualTo(Device.cpu());
    }

    @Test
    void namedGpuIsTaken() {
        assertThat(DeviceChoice.of("cuda:1", TWO)).isEqualTo(Device.gpu(1));
    }

    @Test
    void namedGpuThatIsNotThereIsRefused() {
        for (Machine machine : List.of(NONE, BROKEN)) {
            assertThatExceptionOfType(InvalidSettingException.class)
                    .isThrownBy(() -> DeviceChoice.of("cuda:0", machine))
                    .withMessageContaining("LUNGBURDEN_DEVICE")
                    .withMessageContaining("cuda:0");
        }
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> DeviceChoice.of("cuda:2", TWO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "cuda", "cuda:", "cuda:-1", "cuda:x", "cuda:99999999999", ""})
    void otherWordsAreRefused(String wish) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> DeviceChoice.of(wish, TWO))
                .withMessageContaining("auto, cpu or cuda:N");
    }

    /** The build that tests run on is the CPU's, with and without a GPU in the machine. */
    @Test
    void realEngineOfTheCpuSaysThatItCannotUseAGpu() {
        TestEngine.start();
        assertThat(new EngineGpus().fault(0)).isInstanceOf(EngineException.class);
    }
}
