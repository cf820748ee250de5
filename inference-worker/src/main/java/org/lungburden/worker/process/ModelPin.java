package org.lungburden.worker.process;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Which weights may run, whatever the folder's manifest says.
 *
 * @param sha256 of the weights that are loaded, lower-case hex; null for those that the manifest names
 */
@Validated
@ConfigurationProperties("lungburden.model")
public record ModelPin(
        @Nullable @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 hexadecimal digits in lower case")
        String sha256) {}
