package org.lungburden.worker.process;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import org.lungburden.inference.Placement;
import org.lungburden.inference.Precision;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Which segmenter the worker runs.
 *
 * @param model directory with {@code manifest.json} and the weights
 * @param segmenter {@code network}; {@code phantom}, {@code sleep:DURATION} and {@code none} serve tests and benchmarks
 * @param threads that one call of the network uses on the CPU; 0 for one thread on each core, at most 8
 * @param device device of the network: {@code auto} for the first GPU if PyTorch can use that GPU, else the CPU
 * @param precision number format in which the network computes
 * @param gpuMemory limit for the GPU memory that the slabs may need by estimate; 0 for no limit
 * @param checkMemory whether a study that the heap cannot hold is refused before its voxels are read
 */
@Validated
@ConfigurationProperties("lungburden")
public record SegmenterSettings(
        @NotNull @DefaultValue("inference-worker/model") Path model,

        @NotNull @Pattern(regexp = "network|phantom|none|sleep:.+") @DefaultValue("network")
        String segmenter,

        @Min(0) @Max(256) @DefaultValue("0") int threads,

        @NotNull
        @Pattern(regexp = "auto|cpu|cuda:\\d{1,3}", message = "must be auto, cpu or cuda:N")
        @DefaultValue("auto")
        String device,

        @NotNull @DefaultValue("auto") Precision precision,

        @NotNull @DefaultValue("0") DataSize gpuMemory,
        @DefaultValue("true") boolean checkMemory) {
    private static final int MOST_USEFUL_THREADS = 8;

    Placement placement() {
        return new Placement(device, precision, gpuMemory.toBytes(), usedThreads());
    }

    private int usedThreads() {
        return threads > 0
                ? threads
                : Math.min(MOST_USEFUL_THREADS, Runtime.getRuntime().availableProcessors());
    }
}
