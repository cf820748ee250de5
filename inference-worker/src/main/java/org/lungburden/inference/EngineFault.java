package org.lungburden.inference;

import java.util.List;
import java.util.Locale;
import org.lungburden.error.Causes;

/**
 * What a failure of the engine means. Only the message reveals the meaning: C++ exceptions of libtorch reach Java as
 * text, and the TorchScript interpreter adds a trace.
 *
 * <p>Sources of the phrases: {@code c10/cuda/CUDACachingAllocator.cpp}, {@code c10/core/CPUAllocator.cpp} and
 * {@code c10/cuda/CUDAException.h} of PyTorch; {@code cudaGetErrorString} of the CUDA runtime; the status codes of
 * cuDNN and cuBLAS.
 */
enum EngineFault {
    /** An allocation failed; engine and device still work. */
    OUT_OF_MEMORY,
    /** The CUDA context is broken: every later call fails too, until the process ends. */
    CONTEXT_LOST,
    /** Any other failure, which counts as a bug. */
    OTHER;

    /** Checked first, because the driver's own "CUDA error: out of memory" leaves the context usable. */
    private static final List<String> MEMORY = List.of(
            "out of memory",
            "can't allocate memory",
            "not enough memory",
            "_alloc_failed",
            // cuDNN reports this when no algorithm has a workspace that fits into memory
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
