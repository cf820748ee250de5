package org.lungburden.inference;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs that libtorch can compute on. DJL's own count needs a CUDA runtime among the system's libraries, which a
 * driver does not install. A trial computation in the engine needs none.
 */
final class EngineGpus implements DeviceChoice.Gpus {
    @Override
    public boolean present() {
        return NativeLibraries.gpuPresent();
    }

    @Override
    public @Nullable RuntimeException fault(int n) {
        try (NDManager manager = NDManager.newBaseManager(Device.gpu(n), TorchRunner.ENGINE);
                NDArray one = manager.ones(new Shape(1));
                NDArray two = one.add(1)) {
            float answer = two.toFloatArray()[0];
            return answer == 2 ? null : new EngineException("1 + 1 is " + answer);
        } catch (EngineException | IllegalArgumentException | IllegalStateException e) {
            return e;
        }
    }
}
