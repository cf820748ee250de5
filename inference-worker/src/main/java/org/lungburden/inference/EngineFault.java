package org.lungburden.inference;

import java.util.List;
import java.util.Locale;
import org.lungburden.error.Causes;

/**
 * What a failure of the engine means. Libtorch tells it in words alone: its C++ exceptions reach Java as texts, through the
 * TorchScript interpreter with a trace around them.
 *
 * <p>Sources of the words: {@code c10/cuda/CUDACachingAllocator.cpp}, {@code c10/core/CPUAllocator.cpp} and
 * {@code c10/cuda/CUDAException.h} of PyTorch; {@code cudaGetErrorString} of the CUDA runtime; the status codes of cuDNN and
 * cuBLAS.
 */
enum EngineFault {
    /** An allocation was refused; engine and device go on. */
    OUT_OF_MEMORY,
    /** The CUDA context is broken: every later call fails too, until the process ends. */
    CONTEXT_LOST,
    /** A bug, as far as is known. */
    OTHER;

    /** Looked for first: the driver's own "CUDA error: out of memory" leaves the context whole. */
    private static final List<String> MEMORY = List.of(
            "out of memory",
            "can't allocate memory",
            "not enough memory",
            "_alloc_failed",
            // no algorithm is left whose workspace fits
            "unable to find a valid cudnn algorithm",
            "unable to find an engine to execute");

    private static final List<String> CONTEXT = List.of(
            "cuda error",
            "cudnn error",
            "cudnn_status_",
            "cublas_status_",
            "device-side assert",
            "illegal memory access",
            "illegal instruction",
            "misaligned address",
            "unspecified launch failure",
            "launch timed out",
            "uncorrectable ecc error");

    /** @param failure with its causes */
    static EngineFault of(Throwable failure) {
        if (says(failure, MEMORY)) {
            return OUT_OF_MEMORY;
        }
        return says(failure, CONTEXT) ? CONTEXT_LOST : OTHER;
    }

    private static boolean says(Throwable failure, List<String> words) {
        return Causes.of(failure).stream()
                .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                .anyMatch(message -> words.stream().anyMatch(message::contains));
    }
}
