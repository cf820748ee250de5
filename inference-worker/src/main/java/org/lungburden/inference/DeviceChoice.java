package org.lungburden.inference;

import ai.djl.Device;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the setting into a device that passed a trial computation. */
final class DeviceChoice {
    static final String AUTO = "auto";
    static final String CPU = "cpu";

    private static final Logger LOG = LoggerFactory.getLogger(DeviceChoice.class);
    static final String SETTING = "lungburden.device (LUNGBURDEN_DEVICE)";
    private static final String CUDA = "cuda:";
    private static final String MALFORMED = SETTING + " must be auto, cpu or cuda:N";

    private DeviceChoice() {}

    /** The GPUs that the engine can use. */
    interface Gpus {
        /** Whether the process has access to an NVIDIA GPU at all. */
        boolean present();

        /** Runs a trial computation on GPU {@code n}. Returns null on success, else the reason of the failure. */
        @Nullable
        RuntimeException fault(int n);
    }

    /**
     * @param wish {@code auto}, {@code cpu} or {@code cuda:N}
     * @throws InvalidSettingException when the wish is a GPU that does not work
     */
    static Device of(String wish, Gpus gpus) {
        if (CPU.equals(wish)) {
            LOG.info("The network runs on the CPU");
            return Device.cpu();
        }
        return AUTO.equals(wish) ? firstThatWorks(gpus) : wanted(wish, gpus);
    }

    private static Device firstThatWorks(Gpus gpus) {
        if (!gpus.present()) {
            LOG.info("The network runs on the CPU: no NVIDIA GPU here");
            return Device.cpu();
        }
        RuntimeException fault = gpus.fault(0);
        if (fault != null) {
            LOG.warn("The network runs on the CPU: PyTorch cannot use the GPU", fault);
            return Device.cpu();
        }
        LOG.info("The network runs on cuda:0");
        return Device.gpu(0);
    }

    private static Device wanted(String wish, Gpus gpus) {
        int n = number(wish);
        if (!gpus.present()) {
            throw new InvalidSettingException(SETTING + " is " + wish + ", and no NVIDIA GPU is here");
        }
        RuntimeException fault = gpus.fault(n);
        if (fault != null) {
            LOG.error("PyTorch cannot use {}", wish, fault);
            throw new InvalidSettingException(
                    SETTING + " is " + wish + ", which PyTorch cannot use: the GPU does not exist, has no memory left"
                            + " or does not suit this build (Maven profiles cu117, cu124), or the build is for the CPU;"
                            + " the log names the cause",
                    fault);
        }
        LOG.info("The network runs on {}", wish);
        return Device.gpu(n);
    }

    private static int number(String wish) {
        try {
            if (wish.startsWith(CUDA)) {
                return Integer.parseUnsignedInt(wish.substring(CUDA.length()));
            }
        } catch (NumberFormatException e) {
            throw new InvalidSettingException(MALFORMED, e);
        }
        throw new InvalidSettingException(MALFORMED);
    }
}
