package org.lungburden.artifact;

import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where uploads and results are kept.
 *
 * @param location {@code file:/absolute/path} or {@code s3://bucket/prefix}; API and workers must see the same files
 * @param reserve free space that an upload must leave in a folder
 * @param adopt whether this database may take over a store without a mark in two further cases: the store holds files
 *     of unknown jobs, or another store already carries this database's mark
 * @param prepare whether this process sets up the store for its database; null for the process that migrates the database
 */
@Validated
@ConfigurationProperties("lungburden.artifacts")
public record ArtifactSettings(
        @NotBlank String location,
        @DefaultValue("64MB") DataSize reserve,
        @DefaultValue("false") boolean adopt,
        @Nullable Boolean prepare) {

    private static final String FILE = "file:";
    private static final String S3 = "s3:";

    /** Whether the artifacts lie in an S3-compatible store. */
    public boolean inS3() {
        return location.startsWith(S3);
    }

    /** The folder of a {@code file:} location. */
    public Path folder() {
        if (!location.startsWith(FILE)) {
            throw new InvalidSettingException("lungburden.artifacts.location must be file:/path or s3://bucket/prefix");
        }
        Path folder = Path.of(location.substring(FILE.length()).replaceFirst("^/{2,}", "/"));
        if (!folder.isAbsolute()) {
            throw new InvalidSettingException("lungburden.artifacts.location must name an absolute path");
        }
        return folder.normalize();
    }
}
