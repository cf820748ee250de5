package org.lungburden.inference;

import org.lungburden.error.InvalidSettingException;

/**
 * How large a slab may be under a limit of GPU memory. DJL cannot set libtorch's own limit (the fraction of its
 * allocator), so this class only estimates. When the estimate is too low, the call ends as
 * {@link EngineFault#OUT_OF_MEMORY}.
 */
final class GpuMemory {
    private static final String SETTING = "lungburden.gpu-memory (LUNGBURDEN_GPU_MEMORY)";

    /** CUDA context, kernels of PyTorch, cuDNN and cuBLAS, weights: assumed, not measured. */
    private static final long FIXED_BYTES = 1L << 30;
    /**
     * At the peak of a call the tensors of the shipped network take 155 bytes for each input pixel in float32. The number
     * of slices hardly changes that. PyTorch's memory profiler gave it on a CPU, and
     * {@code training/tests/export/test_half.py} measures it again. The rest is room for cuDNN's workspaces and the
     * allocator's rounding.
     */
    private static final long FLOAT32_BYTES_A_PIXEL = 512;

    private GpuMemory() {}

    /**
     * The largest slab of at most {@code most} targets that fits by the estimate.
     *
     * @param limitBytes 0 for no limit
     * @throws InvalidSettingException when not even one slice fits
     */
    static int slabSlices(long limitBytes, ModelManifest.Input shape, Precision precision, int most) {
        if (limitBytes == 0) {
            return most;
        }
        // the first call takes the neighbors of its last target too, and the last call answers for as many
        long context = shape.neighbours();
        long fits = (limitBytes - FIXED_BYTES) / sliceBytes(shape, precision) - context;
        if (fits < 1) {
            long least = FIXED_BYTES + (1 + context) * sliceBytes(shape, precision);
            throw new InvalidSettingException(SETTING + " must be at least " + (least >> 20) + "MB for this network");
        }
        return (int) Math.min(most, fits);
    }

    private static long sliceBytes(ModelManifest.Input shape, Precision precision) {
        long float32 = FLOAT32_BYTES_A_PIXEL * shape.rows() * shape.columns();
        return precision == Precision.FLOAT16 ? float32 / 2 : float32;
    }
}
