package org.lungburden.inference;

/**
 * Where and how the network runs.
 *
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
 * @param gpuMemoryBytes limit for the estimated GPU memory of the process; 0 for no limit
 * @param threads that one call uses on the CPU
 */
public record Placement(String device, Precision precision, long gpuMemoryBytes, int threads) {
    /** On the CPU, in float32. */
    public static Placement cpu(int threads) {
        return new Placement(DeviceChoice.CPU, Precision.AUTO, 0, threads);
    }
}
