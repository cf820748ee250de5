package org.lungburden.inference;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import org.lungburden.error.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network on the device that the settings name.
 *
 * @param slabSlices targets of a slab
 * @param device {@code cpu} or {@code cuda:N}
 * @param precision float32 or float16
 */
record PlacedNetwork(NetworkRunner runner, int slabSlices, String device, Precision precision) {
    private static final Logger LOG = LoggerFactory.getLogger(PlacedNetwork.class);

    /** @param mostSlices targets of a slab where memory has no limit */
    static PlacedNetwork of(ModelManifest.Loaded loaded, Placement placement, int mostSlices) {
        startEngine(placement);
        Device device = DeviceChoice.of(placement.device(), new EngineGpus());
        Precision precision = precision(placement.precision(), device.isGpu(), loaded);
        int slices = device.isGpu()
                ? GpuMemory.slabSlices(
                        placement.gpuMemoryBytes(), loaded.manifest().input(), precision, mostSlices)
                : mostSlices;
        LOG.info("{}, {} slices a call", precision, slices);
        try {
            String name = device.isGpu() ? "cuda:" + device.getDeviceId() : DeviceChoice.CPU;
            return new PlacedNetwork(TorchRunner.load(loaded, precision, device), slices, name, precision);
        } catch (EngineException e) {
            throw TorchSegmenter.lostBy(EngineFault.of(e), e);
        }
    }

    static void startEngine(Placement placement) {
        EngineProperties.set(placement.threads());
        boolean gpu = !DeviceChoice.CPU.equals(placement.device()) && NativeLibraries.gpuPresent();
        NativeLibraries.choose(gpu, Thread.currentThread().getContextClassLoader());
        try {
            Engine.getEngine(TorchRunner.ENGINE);
        } catch (EngineException e) {
            if (!gpu) {
                throw e;
            }
            LOG.error("PyTorch for CUDA cannot be loaded", e);
            throw new InvalidSettingException(
                    DeviceChoice.SETTING + " is " + placement.device()
                            + ", and the libraries of PyTorch for CUDA cannot be"
                            + " loaded: the system must have cuDNN, and the log names what is missing;"
                            + " the device cpu does not need them",
                    e);
        }
    }

    /**
     * {@code auto} means float32 on a GPU too: the network is small, and nobody has measured float16 on a GPU yet.
     *
     * @throws InvalidSettingException when the setting is float16 but the device or the model does not allow it
     */
    static Precision precision(Precision wish, boolean gpu, ModelManifest.Loaded loaded) {
        if (wish != Precision.FLOAT16) {
            return Precision.FLOAT32;
        }
        String setting = "lungburden.precision (LUNGBURDEN_PRECISION) is float16, ";
        if (!gpu) {
            throw new InvalidSettingException(setting + "which needs a GPU, and the network runs on the CPU");
        }
        if (loaded.halfWeights() == null) {
            throw new InvalidSettingException(setting + "and the model has no half form");
        }
        return Precision.FLOAT16;
    }
}
