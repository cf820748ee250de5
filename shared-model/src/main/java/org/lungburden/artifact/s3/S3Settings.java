package org.lungburden.artifact.s3;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How to reach an S3-compatible store; used when {@code lungburden.artifacts.location} is {@code s3://bucket/prefix}.
 *
 * @param endpoint {@code http(s)://host:port} of the store; Amazon's own when absent
 * @param region that requests are signed for
 * @param pathStyle whether the path of a request contains the bucket, rather than the host's name
 * @param accessKey needs {@code secretKey}; without both the SDK looks in its usual places
 * @param secretKey a secret
 * @param connectTimeout for a new connection
 * @param answerTimeout how long the store may be silent while the service waits for an answer or reads one
 * @param callTimeout for one call to the store with all retries, including the upload of one part
 * @param attempts total number of tries of a call while the store fails
 * @param partSize the store receives a larger artifact in parts of this size; S3 allows 5 MiB to 5 GiB, and 10,000
 *     parts
 * @param connections most connections at once; a call waits for a free one at most {@code connectTimeout}
 * @param spoolDirectory holds the current part of each put; the system's temporary folder when empty
 */
@Validated
@ConfigurationProperties("lungburden.artifacts.s3")
public record S3Settings(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") @NotBlank String region,
        @DefaultValue("true") boolean pathStyle,
        @Nullable String accessKey,
        @Nullable String secretKey,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 60)
        Duration connectTimeout,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 600)
        Duration answerTimeout,

        @DefaultValue("20s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 600)
        Duration callTimeout,

        @DefaultValue("3") @Min(1) @Max(10) int attempts,
        @DefaultValue("8MB") @NotNull DataSize partSize,
        @DefaultValue("300") @Min(1) @Max(10_000) int connections,
        @DefaultValue("") @NotNull String spoolDirectory) {

    private static final DataSize SMALLEST_PART = DataSize.ofMegabytes(5);
    private static final DataSize LARGEST_PART = DataSize.ofGigabytes(1);

    @AssertTrue(message = "lungburden.artifacts.s3.part-size must be 5MB to 1GB")
    public boolean isPartSizeAllowed() {
        return partSize.compareTo(SMALLEST_PART) >= 0 && partSize.compareTo(LARGEST_PART) <= 0;
    }

    @AssertTrue(message = "lungburden.artifacts.s3.access-key and secret-key belong together")
    public boolean isKeyWhole() {
        return (accessKey == null) == (secretKey == null);
    }

    @AssertTrue(
            message = "lungburden.artifacts.s3.endpoint must be http://host or https://host, with a port if need be")
    public boolean isEndpointUrl() {
        return endpoint == null
                || (endpoint.getHost() != null
                        && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme())));
    }

    Path spool() {
        return Path.of(spoolDirectory.isBlank() ? System.getProperty("java.io.tmpdir") : spoolDirectory);
    }

    /** The text leaves out the keys, because logs must not contain them. */
    @Override
    public String toString() {
        return "S3Settings[endpoint=" + endpoint + ", region=" + region + "]";
    }
}
