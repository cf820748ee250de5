package org.lungburden.standalone;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lungburden.standalone.exit.CommandFailedException;
import picocli.CommandLine.Option;

/** Options of every command that starts a service. */
final class ServiceOptions {
    private static final String NETWORK = "network";

    @Option(names = "--test", hidden = true, description = "Allows another segmenter than the network.")
    boolean test;

    /** Refuses a segmenter that replaces the network, unless the user also gives {@code --test}. */
    void check() {
        String segmenter = segmenter(System.getenv());
        if (!test && !NETWORK.equals(segmenter)) {
            throw CommandFailedException.badInput(
                    "LUNGBURDEN_SEGMENTER=" + segmenter + " gives no real results; --test allows it");
        }
    }

    static String segmenter(Map<String, String> environment) {
        @Nullable String value = environment.get("LUNGBURDEN_SEGMENTER");
        return value == null || value.isBlank() ? NETWORK : value.strip().toLowerCase(Locale.ROOT);
    }
}
