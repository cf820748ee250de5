package org.lungburden.worker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which segmenter the worker runs.
 *
 * @param model directory with {@code manifest.json} and the weights
 * @param segmenter {@code network}; {@code phantom}, {@code sleep:DURATION} and {@code none} serve tests and benchmarks
 * @param threads that one call of the network uses; 0 for one a core, at most 8
 */
@Validated
@ConfigurationProperties("lungburden")
public record SegmenterSettings(
        @NotNull @DefaultValue("inference-worker/model") Path model,

        @NotNull @Pattern(regexp = "network|phantom|none|sleep:.+") @DefaultValue("network")
        String segmenter,

        @Min(0) @Max(256) @DefaultValue("0") int threads) {
    private static final int MOST_USEFUL_THREADS = 8;

    int usedThreads() {
        return threads > 0
                ? threads
                : Math.min(MOST_USEFUL_THREADS, Runtime.getRuntime().availableProcessors());
    }
}
