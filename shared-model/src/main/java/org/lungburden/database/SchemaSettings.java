package org.lungburden.database;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which process brings the database's schema up to date.
 *
 * @param migrate true in the API and in standalone; false in a worker, which waits until another process has migrated
 * @param timeout how long a worker waits before it gives up
 */
@Validated
@ConfigurationProperties("lungburden.schema")
public record SchemaSettings(
        @DefaultValue("true") boolean migrate,
        @DefaultValue("2m") @NotNull Duration timeout) {}
