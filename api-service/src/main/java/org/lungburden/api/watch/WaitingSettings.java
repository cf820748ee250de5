package org.lungburden.api.watch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many clients may wait at once. Each holds a connection and some 100 KB of memory, and no thread.
 *
 * @param maxStreams most streams of events
 * @param maxStreamsPerOwner most streams of events of one owner
 * @param maxWaits most requests with {@code wait}
 * @param maxWaitsPerOwner most requests with {@code wait} of one owner
 */
@ConfigurationProperties("lungburden.watch")
public record WaitingSettings(
        @DefaultValue("1300") int maxStreams,
        @DefaultValue("1100") int maxStreamsPerOwner,
        @DefaultValue("600") int maxWaits,
        @DefaultValue("500") int maxWaitsPerOwner) {

    public WaitingSettings {
        requirePositive("max-streams", maxStreams);
        requirePositive("max-streams-per-owner", maxStreamsPerOwner);
        requirePositive("max-waits", maxWaits);
        requirePositive("max-waits-per-owner", maxWaitsPerOwner);
    }

    private static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("lungburden.watch." + key + " must be positive");
        }
    }
}
