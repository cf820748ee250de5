package org.lungburden.archive;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@link ArchiveLimits} as settings. The API checks what an archive declares, the worker checks what comes out. Give
 * both the same values.
 *
 * @param maxEntries entries in a zip's directory; each takes about 1 KB of memory
 * @param maxUnpacked of all members together, or of a gzip
 * @param maxEntry of a single member
 * @param maxRatio unpacked to packed bytes, of an archive that unpacks to more than 256 MB
 */
@Validated
@ConfigurationProperties("lungburden.archive")
public record ArchiveSettings(
        @DefaultValue("20000") @Min(1) @Max(1_000_000) int maxEntries,
        @DefaultValue("4GB") @NotNull DataSize maxUnpacked,
        @DefaultValue("2GB") @NotNull DataSize maxEntry,
        @DefaultValue("100") @Min(1) int maxRatio) {

    public ArchiveSettings {
        if (maxEntry.toBytes() < 1 || maxUnpacked.toBytes() < maxEntry.toBytes()) {
            throw new IllegalArgumentException(
                    "lungburden.archive.max-entry must be positive and at most lungburden.archive.max-unpacked");
        }
    }

    /** The limits for opening archives. */
    public ArchiveLimits limits() {
        return new ArchiveLimits(maxEntries, maxUnpacked.toBytes(), maxEntry.toBytes(), maxRatio);
    }
}
