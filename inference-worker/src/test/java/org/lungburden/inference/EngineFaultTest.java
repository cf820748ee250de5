package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are those of PyTorch 1.13 to 2.7. */
class EngineFaultTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OUT_OF_MEMORY | CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 15.78 GiB total capacity)",
                "OUT_OF_MEMORY | CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.15 GiB",
                "OUT_OF_MEMORY | CUDA error: out of memory",
                "OUT_OF_MEMORY | CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "OUT_OF_MEMORY | cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
                "OUT_OF_MEMORY | Unable to find a valid cuDNN algorithm to run convolution",
                "OUT_OF_MEMORY | GET was unable to find an engine to execute this computation",
                "CONTEXT_LOST | CUDA error: device-side assert triggered",
                "CONTEXT_LOST | CUDA error: an illegal memory access was encountered",
                "CONTEXT_LOST | CUDA error: unspecified launch failure",
                "CONTEXT_LOST | CUDA error: uncorrectable ECC error encountered",
                "CONTEXT_LOST | cuDNN error: CUDNN_STATUS_EXECUTION_FAILED",
                "CONTEXT_LOST | CUDNN_STATUS_INTERNAL_ERROR",
                "CONTEXT_LOST | CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm( handle )`",
                "OTHER | Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!",
                "OTHER | \"slow_conv2d_cpu\" not implemented for 'Half'",
            })
    void isToldByTheEnginesWords(EngineFault expected, String words) {
        assertThat(EngineFault.of(new EngineException(words))).isEqualTo(expected);
        String traced = "The following operation failed in the TorchScript interpreter.\nTraceback of TorchScript,"
                + " serialized code (most recent call last):\n  ~~~~ <--- HERE\nRuntimeError: " + words;
        Throwable wrapped =
                new IllegalStateException("the network failed", new TranslateException(new EngineException(traced)));
        assertThat(EngineFault.of(wrapped)).isEqualTo(expected);
    }

    @Test
    void failureWithoutWordsIsABug() {
        assertThat(EngineFault.of(new NullPointerException())).isEqualTo(EngineFault.OTHER);
    }

    /** 256 TiB are beyond the address space of a process. */
    @Test
    void realEngineSaysItsMemoryIsOut() {
        TestEngine.start();
        try (NDManager manager = NDManager.newBaseManager(TorchRunner.ENGINE)) {
            assertThatThrownBy(() -> manager.zeros(new Shape(1L << 46)))
                    .satisfies(failure -> assertThat(EngineFault.of(failure)).isEqualTo(EngineFault.OUT_OF_MEMORY));
        }
    }
}
