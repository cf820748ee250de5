package org.lungburden.process;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.InvalidSettingException;

/**
 * How a process writes its log. People read plain lines. Machines read JSON by the Elastic Common Schema, with the
 * fields {@code jobId} and {@code attempt} in lines about a job.
 */
final class LogFormat {
    static final String VARIABLE = "LUNGBURDEN_LOG_FORMAT";

    private LogFormat() {}

    /** Spring's settings for a value of the environment variable. */
    static Map<String, Object> properties(@Nullable String value) throws StartFailedException {
        String format =
                value == null || value.isBlank() ? "text" : value.strip().toLowerCase(Locale.ROOT);
        return switch (format) {
            case "text" -> Map.of();
            case "json" ->
                Map.of("logging.structured.format.console", "ecs", "logging.structured.ecs.service.name", "lungburden");
            default -> throw StartFaults.of(new InvalidSettingException(VARIABLE + " must be text or json"), null);
        };
    }
}
